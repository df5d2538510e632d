import type { CallFacts } from '#lib/domain/span.ts'

type Warnings = CallFacts['warnings']

/** Names the attribute whose value was not understood, so that the mapping can be mended. */
export function notUnderstood(attribute: string, value: string): Warnings {
  const shown = value === '' ? '' : ` (${value.slice(0, 64)})`
  return [{ code: 'not_understood', message: `${lead}${attribute}${shown} is not known.` }]
}

const lead = 'Looks like AI telemetry, but '

/** The attribute that a warning of `notUnderstood` names, without its value; '' for other messages. */
export function offendingAttribute(message: string): string {
  if (!message.startsWith(lead)) return ''
  return /^(.*?)(?: \(.*\))? is not known\.$/s.exec(message.slice(lead.length))?.[1] ?? ''
}
