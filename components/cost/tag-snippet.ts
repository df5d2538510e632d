import type { UntaggedField } from '#lib/domain/costs.ts'
import { identityKeys } from '#lib/semconv/identity.ts'

const examples: Record<UntaggedField, string> = { tenant: 'acme', feature: 'support-chat', taskType: 'refund' }

/** Lines that would tag what is untagged: of a whole process by its environment, of a run where it begins. */
export function tagSnippets(fields: readonly UntaggedField[]): { title: string; code: string }[] {
  const pairs = fields.map((field) => ({ name: identityKeys[field][0] ?? field, example: examples[field] }))
  const resource = pairs.map(({ name, example }) => `${name}=${example}`).join(',')
  return [
    { title: 'Python, where a run begins', code: pairs.map(({ name, example }) => `span.set_attribute("${name}", "${example}")`).join('\n') }, // prettier-ignore
    { title: 'TypeScript, where a run begins', code: pairs.map(({ name, example }) => `span.setAttribute('${name}', '${example}')`).join('\n') }, // prettier-ignore
    { title: 'A process that is all of one', code: `export OTEL_RESOURCE_ATTRIBUTES=${resource}` },
  ]
}
