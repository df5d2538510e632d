import { hash } from 'node:crypto'
import type { Message } from '#lib/domain/message.ts'
import { decodeJson, isRecord, jsonText } from './json.ts'

const maxDepth = 200

/** Lower-case hex of the first 8 bytes of SHA-256. */
export function hash64(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 16)
}

/** JSON with sorted keys and no space: equal values give equal text, whoever wrote them. */
export function canonicalJson(value: unknown): string {
  return isCanonical(value, 0) ? JSON.stringify(value) : sortedJson(value, 0)
}

/** True when the keys are sorted as they stand, and plain JSON is all there is to it. */
function isCanonical(value: unknown, depth: number): boolean {
  if (depth > maxDepth || value === undefined || typeof value === 'bigint') return false
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value.every((entry) => isCanonical(entry, depth + 1))
  let previous = ''
  for (const [key, entry] of Object.entries(value)) {
    if (key < previous || !isCanonical(entry, depth + 1)) return false
    previous = key
  }
  return true
}

function sortedJson(value: unknown, depth: number): string {
  if (depth > maxDepth) return '"..."'
  if (typeof value === 'bigint') return value.toString()
  if (Array.isArray(value)) return `[${value.map((entry) => sortedJson(entry, depth + 1)).join(',')}]`
  if (!isRecord(value)) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${sortedJson(entry, depth + 1)}`).join(',')}}`
}

/**
 * Hash of tool arguments or results with encodings undone and key order normalised, so that the same
 * call hashes equal across dialects; '' when there is nothing to hash. `knownHash` is the payload's
 * own hash, which it equals where nothing is to be undone.
 */
export function argumentsHash(value: unknown, knownHash = ''): string {
  const decoded = decodeJson(value)
  if (decoded === null || decoded === undefined || decoded === '') return ''
  if (knownHash !== '' && decoded === value && typeof value === 'object' && isCanonical(value, 0)) return knownHash
  return hash64(canonicalJson(decoded))
}

/** Hash of a payload that is only compared with itself sent again; '' when there is nothing to hash. */
export function payloadHash(value: unknown): string {
  const text = jsonText(value)
  return text === '' ? '' : hash64(text)
}

/** Rolling hash over messages: equal for equal conversations of one emitter; '' for none. */
export function messagesHash(messages: readonly Message[]): string {
  let rolling = ''
  for (const { role, parts } of messages) rolling = hash64(`${rolling}${role}${jsonText(parts)}`)
  return rolling
}
