import { emptyContent } from '#lib/domain/message.ts'
import { decodeAnyValue } from './attributes.ts'
import type { LogInput, LogMapping } from './dialect.ts'
import { emptyFacts } from './empty-facts.ts'
import { readIdentity } from './identity.ts'
import { decodeJson, jsonText } from './json.ts'
import { preview } from './preview.ts'

/** A log record of no known dialect: stored and shown, and adds nothing to a run. */
export function mapOtherLog({ record, attributes, resource }: LogInput): LogMapping {
  const body = record.log.body ? decodeJson(decodeAnyValue(record.log.body)) : null
  return {
    role: 'other',
    facts: {
      ...emptyFacts('other'),
      identity: readIdentity(attributes, resource),
      outputPreview: preview(jsonText(body)),
    },
    content: { ...emptyContent, output: body, state: body === null ? 'absent' : 'full' },
    scores: [],
  }
}
