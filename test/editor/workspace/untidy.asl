{"StartAt":"Second","States":{
"Second":{"Type":"Pass","Next":"First","Comment":"The order of the keys is the author's"},
"First":  { "Type":"Pass",
"End":true } }}
