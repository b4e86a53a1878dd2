import { createConnection } from './connection';
import { startServer } from './server';
import { transportOf } from './transport';
import { MACHINE } from './world';

const { reader, writer } = transportOf(process.argv.slice(2));
const connection = createConnection(reader, writer, (code) => process.exit(code));

process.on('uncaughtException', (error) => connection.console.error(`Unexpected: ${error.stack ?? error.message}`));
process.on('unhandledRejection', (reason) => connection.console.error(`Unexpected: ${String(reason)}`));

startServer(connection, MACHINE);
