import { tagKeys } from '#lib/semconv/call.ts'
import type { Attributes } from './attributes.ts'
import { listOf } from './json.ts'

const maxTags = 50
const maxLength = 128

/** Tags of a record: lists, JSON lists and comma-joined text, each tag once. */
export function readTags(attributes: Attributes): string[] {
  const present = attributes.shape.presentOf(tagKeys)
  if (present.length === 0) return []
  const tags = new Set<string>()
  for (const position of present) {
    const value = attributes.at(position)
    if (value === undefined || value === null) continue
    const list = listOf(value) ?? (typeof value === 'string' ? value.split(',') : [])
    for (const entry of list) {
      const tag = typeof entry === 'string' ? entry.trim() : ''
      if (tag !== '' && tag.length <= maxLength && tags.size < maxTags) tags.add(tag)
    }
  }
  return [...tags]
}
