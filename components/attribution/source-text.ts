import { fallbackPrefix, resourcePrefix } from '#lib/domain/attribution.ts'

const renamed = ', renamed'

/** Where a value of a run's identity comes from, in words. */
export function sourceText(source: string): string {
  if (source.endsWith(renamed)) return `${sourceText(source.slice(0, -renamed.length))}, called otherwise by a rule`
  if (source === 'key') return 'the API key, which is bound to it'
  if (source === `${fallbackPrefix}key`) return 'a rule for the API key, as nothing says it'
  if (source === `${fallbackPrefix}service`) return 'a rule for the service, as nothing says it'
  if (source.startsWith(resourcePrefix)) return `${source.slice(resourcePrefix.length)} of the resource`
  return source
}
