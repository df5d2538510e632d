import type { CallFacts } from '#lib/domain/span.ts'
import { callKeys } from '#lib/semconv/call.ts'
import { metadataDocuments, metadataPrefixes } from '#lib/semconv/identity.ts'
import type { Attributes } from './attributes.ts'
import { recordOf } from './json.ts'

const maxLength = 256
const prefixedKeys = metadataPrefixes.map((prefix) => `${prefix}outcome`)

/** The task's result as a label, from an attribute of its own or from the metadata that frameworks carry; '' is unknown. */
export function readOutcome(attributes: Attributes): string {
  const own = attributes.firstText(callKeys.outcome)
  if (own !== '') return own.slice(0, maxLength)
  const prefixed = attributes.firstText(prefixedKeys)
  if (prefixed !== '') return prefixed.slice(0, maxLength)
  for (const position of attributes.shape.presentOf(metadataDocuments)) {
    const outcome = recordOf(attributes.at(position))?.['outcome']
    if (typeof outcome === 'string' && outcome !== '') return outcome.slice(0, maxLength)
  }
  return ''
}

/** Names under which applications offer the way to a person. */
const toPerson =
  /^(escalate|hand_?off|hand_?over|transfer)(_?(to|call|conversation))*_?(a_)?(human|person|operator|live_agent|human_agent|support_team)?$/i
const plainTransfer = /^(hand_?off|hand_?over|transfer)/i

/** Whether a record says that the task went to a person: its outcome, or a tool by that name that ran. */
export function isEscalation({ outcome, kind, toolName, toolExecuted, status }: CallFacts): boolean {
  if (/^escalat/i.test(outcome)) return true
  if ((kind !== 'tool' && kind !== 'handoff') || !toolExecuted || status === 'error') return false
  const named = toPerson.exec(toolName)
  return named !== null && (named.at(-1) !== undefined || !plainTransfer.test(toolName))
}
