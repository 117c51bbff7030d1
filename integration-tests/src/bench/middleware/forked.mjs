#!/usr/bin/env node
// A middleware as it was: started anew for each hook, JSON on standard input and output.
let text = '';
process.stdin.on('data', (bytes) => (text += bytes));
process.stdin.on('end', () => process.stdout.write(JSON.stringify(JSON.parse(text))));
