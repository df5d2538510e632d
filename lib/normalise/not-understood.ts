import type { CallFacts } from '#lib/domain/span.ts'

type Warnings = CallFacts['warnings']

/** Names the attribute whose value was not understood, so that the mapping can be mended. */
export function notUnderstood(attribute: string, value: string): Warnings {
  const shown = value === '' ? '' : ` (${value.slice(0, 64)})`
  return [{ code: 'not_understood', message: `Looks like AI telemetry, but ${attribute}${shown} is not known.` }]
}
