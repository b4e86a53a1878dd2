// Small definitions that show what real ones look like.

const CONNECTION = '"Authentication": { "ConnectionArn": "${ConnectionArn}" }';
const CALL = `"ApiEndpoint": "https://api.example.com", "Method": "POST", ${CONNECTION}`;

/** Unusual and valid: states of a machine, or a whole machine, that must not be flagged. */
export const VALID: readonly (readonly [what: string, text: string])[] = [
  [
    'a placeholder as ConnectionArn',
    states(http(`"ApiEndpoint": "https://a.example", "Method": "GET", ${CONNECTION}`)),
  ],
  ['a JSONata string as ConnectionArn', states(jsonata(call('"ConnectionArn": "{% $states.input.arn %}"')))],
  ['a dynamic ConnectionArn', states(http(call('"ConnectionArn.$": "$.arn"')))],
  [
    'InvocationConfig',
    states(
      http('"ApiEndpoint": "https://a.example", "Method": "GET", "InvocationConfig": { "ConnectionArn": "${Arn}" }'),
    ),
  ],
  [
    'hyphens in paths',
    states(
      '"A": { "Type": "Pass", "InputPath": "$.detail-type", "Parameters": { "url.$": "$.endpoint-url" }, "End": true }',
    ),
  ],
  [
    'one JSONata state under a JSONPath machine',
    states('"A": { "Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $states.input %}", "End": true }'),
  ],
  [
    'a GET with a body',
    states(http(`"ApiEndpoint": "https://a.example", "Method": "GET", "RequestBody": { "a": 1 }, ${CONNECTION}`)),
  ],
  [
    'a Transform with a GET and without a body',
    states(
      http(
        `"ApiEndpoint": "https://a.example", "Method": "GET", ${CONNECTION}, "Transform": { "RequestBodyEncoding": "URL_ENCODED" }`,
      ),
    ),
  ],
  [
    'header values as lists',
    states(http(`${CALL}, "Headers": { "accept": ["text/plain"], "CONTENT-TYPE": "text/plain" }`)),
  ],
  ['query values of any kind', states(http(`${CALL}, "QueryParameters": { "a": 1, "b": [1, "2"], "c": null }`))],
  [
    'QueryParameters as one expression',
    states(jsonata(`${CALL}, "QueryParameters": "{% { 'page': $states.input.page } %}"`)),
  ],
  ['a body that is a string', states(http(`${CALL}, "RequestBody": "plain"`))],
  ['a body that is a path', states(http(`${CALL}, "RequestBody.$": "$.body"`))],
  ['a body that is an intrinsic', states(http(`${CALL}, "RequestBody.$": "States.Format('a={}', $.a)"`))],
  ['ApiEndpoint as placeholders', states(http(`"ApiEndpoint": "\${A}\${B}", "Method": "\${Method}", ${CONNECTION}`))],
  [
    'ApiEndpoint as an expression',
    states(jsonata(`"ApiEndpoint": "{% '\${Url}/v1/' & $states.input.id %}", "Method": "GET", ${CONNECTION}`)),
  ],
  ['Resource as a placeholder', states('"A": { "Type": "Task", "Resource": "${Fn}", "End": true }')],
  [
    'Resource with a partition',
    states(
      `"A": { "Type": "Task", "Resource": "arn:\${AWS::Partition}:states:::http:invoke", "Parameters": { ${CALL} }, "End": true }`,
    ),
  ],
  [
    'a placeholder as a key',
    states(http(`${CALL}, "RequestBody": { "\${Key}": 1 }, "Headers": { "\${Header}": "a" }`)),
  ],
  [
    'a placeholder as a state',
    states('"${Name}": { "Type": "Pass", "Next": "Other" }, "A": { "Type": "Pass", "End": true }'),
  ],
  [
    'placeholders without quotes',
    '{ "StartAt": "A", "States": { "A": { "Type": "Wait", "Seconds": ${n}, "Next": "B" }, "B": { "Type": "Pass", "Result": ${jsonencode(x)}, "End": true } } }',
  ],
  [
    'placeholders for whole members',
    '{ "StartAt": "A", "States": { "A": { "Type": "Pass", "Result": { ${r} }, ${next} }, ${more}\n "Z": { "Type": "Pass", "End": true }, ${last} } }',
  ],
  ['a whole machine filled in', '{ "StartAt": ${Start}, "States": ${States} }'],
  [
    'placeholders that are a part of a number or stand side by side, without quotes',
    '{ "StartAt": "A", "States": { "A": { "Type": "Wait", "Seconds": ${minutes}60, "Next": "B" }, "B": { "Type": "Pass", "Result": [-${n}, ${a}${b}], "End": true } } }',
  ],
  [
    'a Resource with a region and an account, paths with unions and dotted indexes, and braces in an intrinsic',
    states(
      '"A": { "Type": "Task", "Resource": "arn:aws:states:eu-west-1:123456789012:aws-sdk:s3:getObject", "Parameters": { "Bucket": "b", "Key.$": "$$.Execution.Input.key" }, "ResultSelector": { "a.$": "$.[*].[\'x\', \'y\']", "b.$": "$.List.[0].State", "c.$": "$[?(@.n <= 3)]", "d.$": "States.StringToJson(\'{\\"e\\": 1 }\')" }, "End": true }',
    ),
  ],
  [
    'readers and writers of every kind',
    states(
      distributed('A', 'getObject', '"InputType": "JSON", "ItemsPointer": "/a/b"', '"Next": "B"'),
      distributed('B', 'listObjectsV2', '"InputType": "PARQUET", "Transformation": "LOAD_AND_FLATTEN"', '"Next": "C"'),
      distributed('C', 'getObject', '"InputType": "MANIFEST", "ManifestType": "ATHENA_DATA"', '"End": true'),
    ),
  ],
  [
    'any error name',
    states(
      task(
        '"Retry": [{ "ErrorEquals": ["States.Http.HttpException", "Events.ConnectionResource.AuthInProgress", "Mine"] }]',
      ),
    ),
  ],
  [
    'numbers at their limits',
    states(
      task(
        '"Retry": [{ "ErrorEquals": ["A"], "MaxAttempts": 0, "BackoffRate": 1 }, { "ErrorEquals": ["B"], "BackoffRate": 1.4 }]',
      ).replace('"End": true', '"Next": "W"'),
      '"W": { "Type": "Wait", "Seconds": 0, "Next": "M" }',
      map('"MaxConcurrency": 0'),
    ),
  ],
  [
    'comments everywhere',
    states(
      task(
        '"Retry": [{ "ErrorEquals": ["A"], "Comment": "c" }], "Catch": [{ "ErrorEquals": ["A"], "Comment": "c", "Next": "C" }]',
      ),
      '"C": { "Type": "Choice", "Choices": [{ "Variable": "$.a", "IsNull": true, "Comment": "c", "Next": "A" }] }',
    ),
  ],
  [
    'a Choice without Default and an empty Fail',
    states(
      '"C": { "Type": "Choice", "Choices": [{ "Variable": "$.a", "IsPresent": false, "Next": "F" }] }',
      '"F": { "Type": "Fail" }',
    ),
  ],
  [
    'a Condition that is true',
    states(
      '"C": { "Type": "Choice", "QueryLanguage": "JSONata", "Choices": [{ "Condition": true, "Next": "F" }] }',
      '"F": { "Type": "Fail" }',
    ),
  ],
  [
    'unusual Variables',
    states(
      '"S": { "Type": "Pass", "Assign": { "guess": 1 }, "Next": "C" }',
      '"C": { "Type": "Choice", "Choices": [{ "Variable": "$", "IsPresent": true, "Next": "F" }, { "Variable": "$[0].error", "IsPresent": true, "Next": "F" }, { "Variable": "$guess", "IsPresent": true, "Next": "F" }] }',
      '"F": { "Type": "Fail" }',
    ),
  ],
  [
    'choice rules and Catchers with Assign or Output',
    states(
      '"C": { "Type": "Choice", "Choices": [{ "Variable": "$.a", "IsNull": true, "Assign": { "x": 1 }, "Next": "A" }] }',
      '"F": { "Type": "Fail" }',
      task(
        '"QueryLanguage": "JSONata", "Catch": [{ "ErrorEquals": ["States.ALL"], "Output": {}, "Assign": {}, "Next": "F" }]',
      ),
    ),
  ],
  ['an empty Output and an empty Assign', states(task('"QueryLanguage": "JSONata", "Output": {}, "Assign": {}'))],
  [
    'Arguments and Output as one expression',
    states(
      '"A": { "Type": "Task", "QueryLanguage": "JSONata", "Resource": "arn:aws:states:::http:invoke", "Arguments": "{% $states.input %}", "Output": "{% $states.result %}", "End": true }',
    ),
  ],
  [
    'expressions without inner spaces, and literals with outer ones',
    states(
      jsonata(
        `"ApiEndpoint": "{%$states.input.url%}", "Method": "{%$states.input.m%}", ${CONNECTION}, "RequestBody": " {% x %} "`,
      ),
    ),
  ],
  [
    'an Iterator with ProcessorConfig',
    states(
      '"M": { "Type": "Map", "Iterator": { "ProcessorConfig": { "Mode": "INLINE" }, "StartAt": "A", "States": { "A": { "Type": "Pass", "End": true } } }, "End": true }',
    ),
  ],
  [
    'Parameters beside an ItemProcessor without ProcessorConfig',
    states(map('"Parameters": { "a.$": "$$.Map.Item.Value" }')),
  ],
  [
    'paths that are null',
    states(
      task(
        '"InputPath": null, "OutputPath": null, "ResultPath": null, "Catch": [{ "ErrorEquals": ["A"], "ResultPath": null, "Next": "A" }]',
      ),
    ),
  ],
  [
    'paths into the context and lists',
    states('"A": { "Type": "Pass", "InputPath": "$$.Execution.Input", "OutputPath": "$[1]", "End": true }'),
  ],
  [
    'filters and nested intrinsics',
    states(
      `"A": { "Type": "Pass", "Parameters": { "a.$": "$.[?(@.OU > 0)]", "b.$": "$[(@.length-1)].bar", "c.$": "States.Format('\\\\\\\\{{}\\\\\\\\}', States.JsonToString($))" }, "End": true }`,
    ),
  ],
  [
    'a Result of any kind',
    states(
      '"A": { "Type": "Pass", "Result": 5, "Next": "B" }, "B": { "Type": "Pass", "Result": { "a.$": "plain" }, "Next": "C" }, "C": { "Type": "Pass", "Parameters": [1], "Result": ["a"], "End": true }',
    ),
  ],
  [
    'unusual state names',
    states(
      `"Pass": { "Type": "Pass", "Next": "Is it so?" }, "Is it so?": { "Type": "Pass", "Next": "${'x'.repeat(70)}" }, "${'x'.repeat(70)}": { "Type": "Pass", "Next": "End" }, "End": { "Type": "Succeed" }`,
    ),
  ],
  [
    'template tokens',
    states(
      http(
        `"ApiEndpoint": "%s", "Method": "GET", "Authentication": { "ConnectionArn": { "Fn::GetAtt": ["Connection", "Arn"] } }, "Headers": { "X-Id": "\${Token[TOKEN.12]}" }`,
      ),
    ),
  ],
  [
    'template functions in the place of objects',
    '{ "StartAt": "A", "States": { "A": { "Fn::Transform": { "Name": "x" } }, "B": { "Type": "Task", "Resource": { "Ref": "Arn" }, "Next": "${Next}" } } }',
  ],
  [
    'template tokens in Retry and Catch',
    states(
      task(
        '"Retry": [{ "ErrorEquals": ["${Error}", "%s"], "IntervalSeconds": ${n}, "MaxDelaySeconds": "${m}", "MaxAttempts": "${Token[TOKEN.7]}" }, { "ErrorEquals": { "Ref": "Errors" } }, "${Retrier}", { "${Key}": ["States.ALL"] }], "Catch": ${jsonencode(catchers)}, "TimeoutSeconds": "${Seconds}", "HeartbeatSeconds": { "Fn::GetAtt": ["Task", "Heartbeat"] }',
      ),
    ),
  ],
  [
    'template tokens in a Choice',
    states(
      '"C": { "Type": "Choice", "Choices": [{ "Variable": "${Path}", "NumericEquals": "${n}", "Next": "F" }, { "Variable": "$.a", "TimestampEquals": "${Time}", "Next": "F" }, { "Variable": "$.a", "BooleanEquals": ${flag}, "Next": "F" }, { "Variable": "$.a", "${Operator}": "x", "Next": "F" }, { "Variable": "$.a", "StringEquals": { "Fn::Sub": "x" }, "Next": "F" }, "${Rule}", { "And": "${Rules}", "Next": "F" }], "Default": "F" }',
      '"F": { "Type": "Fail" }',
    ),
  ],
  [
    'template tokens in an HTTP Task',
    states(
      http(
        '"ApiEndpoint": { "Fn::Sub": "https://${Api}/v1" }, "Method": "%s", "InvocationConfig": { "ConnectionArn": "${Token[TOKEN.9]}" }, "Headers": { "X-Api-Key": "${Key}", "X-Auth-Token": "{{resolve:ssm:token}}", "%s": "a" }, "QueryParameters": ${jsonencode(query)}, "RequestBody": { "password": { "Ref": "Password" }, "client_secret": "%s" }',
      ),
    ),
  ],
];

/** Mistakes seen in the wild, with the rules that find them. */
export const WRONG: readonly (readonly [what: string, rules: readonly string[], text: string])[] = [
  [
    'Url instead of ApiEndpoint',
    ['http-required-field'],
    states(http(`"Url": "https://a.example", "Method": "GET", ${CONNECTION}`)),
  ],
  [
    'Path.$ instead of ApiEndpoint',
    ['http-required-field'],
    states(http(`"Path.$": "$.path", "Method": "GET", ${CONNECTION}`)),
  ],
  [
    'ConnectionArn directly in Arguments',
    ['http-connection'],
    states(jsonata('"ApiEndpoint": "https://a.example", "Method": "GET", "ConnectionArn": "${Arn}"')),
  ],
  ['ConnectionArn NONE', ['http-connection-arn'], states(http(call('"ConnectionArn": "NONE"')))],
  ['no connection at all', ['http-connection'], states(http('"ApiEndpoint": "https://a.example", "Method": "GET"'))],
  [
    'an Authorization header',
    ['http-forbidden-header'],
    states(http(`${CALL}, "Headers": { "Authorization.$": "States.Format('Bearer {}', $.token)" }`)),
  ],
  ['TimeoutSeconds inside Parameters', ['http-unknown-field'], states(http(`${CALL}, "TimeoutSeconds": 10`))],
  [
    'the encoding FORM_URLENCODED',
    ['http-request-body-encoding'],
    states(http(`${CALL}, "Transform": { "RequestBodyEncoding": "FORM_URLENCODED" }`)),
  ],
  [
    'QueryLanguage inside States',
    ['state-object'],
    states('"QueryLanguage": "JSONata"', '"A": { "Type": "Pass", "End": true }'),
  ],
  [
    'a Catch whose target is missing',
    ['transition-target'],
    states(task('"Catch": [{ "ErrorEquals": ["States.ALL"], "Next": "Failed" }]')),
  ],
  [
    'a class of status codes in a Retry',
    ['error-never-matches'],
    states(task('"Retry": [{ "ErrorEquals": ["States.Http.StatusCode.4XX"] }]')),
  ],
  [
    'a wildcard in a Catch',
    ['error-never-matches'],
    states(task('"Catch": [{ "ErrorEquals": ["States.Http.*"], "Next": "A" }]')),
  ],
  [
    'States.Runtime in a Catch',
    ['error-uncatchable'],
    states(task('"Catch": [{ "ErrorEquals": ["States.Runtime"], "Next": "A" }]')),
  ],
  [
    'an expression in a JSONPath state',
    ['jsonata-in-jsonpath'],
    states(http(`${CALL}, "RequestBody": { "id": "{% $states.input.id %}" }`)),
  ],
  [
    'a path under a key without .$',
    ['missing-dollar-key'],
    states(http(`${CALL}, "RequestBody": { "access_token": "$.Body.access_token" }`)),
  ],
  [
    'https with one slash',
    ['http-api-endpoint'],
    states(http(`"ApiEndpoint": "https:/a.example", "Method": "GET", ${CONNECTION}`)),
  ],
];

/** A distributed Map that reads its items from S3. */
function distributed(name: string, action: string, config: string, after: string): string {
  const processor = `{ "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS" }, "StartAt": "${name}1", "States": { "${name}1": { "Type": "Pass", "End": true } } }`;
  const reader = `{ "Resource": "arn:aws:states:::s3:${action}", "ReaderConfig": { ${config} }, "Parameters": { "Bucket": "b", "Key": "k" } }`;
  const writer = '{ "WriterConfig": { "Transformation": "FLATTEN", "OutputType": "JSONL" } }';
  return `"${name}": { "Type": "Map", "ItemReader": ${reader}, "ItemProcessor": ${processor}, "ResultWriter": ${writer}, ${after} }`;
}

/** A machine of these states; it starts with the first one that has an object. */
function states(...texts: readonly string[]): string {
  const start = /"([^"]+)": \{/.exec(texts.join())?.[1];
  return `{ "StartAt": "${start}", "States": { ${texts.join(', ')} } }`;
}

function http(fields: string): string {
  return `"A": { "Type": "Task", "Resource": "arn:aws:states:::http:invoke", "Parameters": { ${fields} }, "End": true }`;
}

function jsonata(fields: string): string {
  return http(fields).replace('"Parameters"', '"QueryLanguage": "JSONata", "Arguments"');
}

function call(connection: string): string {
  return `"ApiEndpoint": "https://api.example.com", "Method": "GET", "Authentication": { ${connection} }`;
}

function task(fields: string): string {
  return `"A": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:Work", ${fields}, "End": true }`;
}

function map(fields: string): string {
  return `"M": { "Type": "Map", ${fields}, "ItemProcessor": { "StartAt": "I", "States": { "I": { "Type": "Pass", "End": true } } }, "End": true }`;
}
