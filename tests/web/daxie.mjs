// What the browser's twin writes for amounts; reads them as JSON from stdin.
const { capitalAmount } = await import('../../web/src/design/daxie.ts')
let text = ''
for await (const part of process.stdin) text += part
process.stdout.write(JSON.stringify(JSON.parse(text).map(capitalAmount)))
