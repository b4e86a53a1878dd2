import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from './server';
import { DISK } from './world';

// The client picks the way by an argument: --node-ipc, --stdio, --socket=PORT or --pipe=NAME.
const connection = createConnection(ProposedFeatures.all);

process.on('uncaughtException', (error) => connection.console.error(`Unexpected: ${error.stack ?? error.message}`));
process.on('unhandledRejection', (reason) => connection.console.error(`Unexpected: ${String(reason)}`));

startServer(connection, DISK);
