// What the browser's validator says of the shared instances; reads them from stdin.
import { registerHooks } from 'node:module'

registerHooks({
  resolve(specifier, context, next) {
    const isOurs = specifier.startsWith('.') && !/\.[a-z]+$/.test(specifier)
    return next(isOurs ? `${specifier}.ts` : specifier, context)
  },
})
const { check } = await import('../../web/src/forms/check.ts')
let text = ''
for await (const part of process.stdin) text += part
const told = JSON.parse(text).map(({ form, data, outcome }) =>
  check({ json_schema: form.schema, rights: form.rights, outcomes: form.outcomes }, data, { outcome }),
)
process.stdout.write(JSON.stringify(told))
