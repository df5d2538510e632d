import { diffLines } from 'diff'
import type { Message, SpanContent } from '#lib/domain/message.ts'
import { isInstruction, namesByCall, systemParts } from './messages.ts'
import { toJson } from './parse-json.ts'

export type DiffLine = { type: 'same' | 'added' | 'removed'; text: string }

export type TextDiff = {
  lines: DiffLine[]
  added: number
  removed: number
  /** False where the texts are too different to be compared line by line: they stand one after the other. */
  isExact: boolean
  /** Characters of both texts that were left out because they are too many. */
  cutCharacters: number
}

export type ContentDiff = {
  system: TextDiff
  input: TextDiff
  output: TextDiff
  /** Messages of the input that both have at the same place, from the first on. */
  sharedMessages: number
  addedMessages: number
  removedMessages: number
}

export type DiffLimits = {
  /** Characters of one text that are compared. */
  maxCharacters: number
  /** Lines added and removed after which comparing is given up. */
  maxEdits: number
  timeoutMs: number
}

/** Together they keep the three parts of a comparison under half a second, whatever the texts. */
export const diffLimits: DiffLimits = { maxCharacters: 400_000, maxEdits: 1_000, timeoutMs: 150 }

/** What changed from one call to another: instructions, conversation and answer, line by line. */
export function diffContents(before: SpanContent, after: SpanContent, limits = diffLimits): ContentDiff {
  const [old, current] = [conversation(before), conversation(after)]
  const shared = sharedPrefix(old, current)
  const [oldRest, newRest] = [old.slice(shared), current.slice(shared)]
  const kept = countShared(oldRest, newRest)
  return {
    system: diffTexts(systemText(before), systemText(after), limits),
    input: diffTexts(textOrValue(oldRest, before.input, old), textOrValue(newRest, after.input, current), limits),
    output: diffTexts(outputText(before), outputText(after), limits),
    sharedMessages: shared,
    addedMessages: newRest.length - kept,
    removedMessages: oldRest.length - kept,
  }
}

export function diffTexts(before: string, after: string, limits = diffLimits): TextDiff {
  const old = before.slice(0, limits.maxCharacters)
  const current = after.slice(0, limits.maxCharacters)
  const cutCharacters = before.length - old.length + (after.length - current.length)
  const changes = diffLines(withEnd(old), withEnd(current), {
    timeout: limits.timeoutMs,
    maxEditLength: limits.maxEdits,
  })
  const lines =
    changes === undefined
      ? [...linesOf(old, 'removed'), ...linesOf(current, 'added')]
      : changes.flatMap(({ value, added, removed }) => linesOf(value, added ? 'added' : removed ? 'removed' : 'same'))
  return {
    lines,
    added: lines.filter(({ type }) => type === 'added').length,
    removed: lines.filter(({ type }) => type === 'removed').length,
    isExact: changes !== undefined,
    cutCharacters,
  }
}

function linesOf(text: string, type: DiffLine['type']): DiffLine[] {
  if (text === '') return []
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines.map((line) => ({ type, text: line }))
}

/** A last line without an end would differ from the same line with one. */
function withEnd(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`
}

function conversation(content: SpanContent): string[] {
  const names = namesByCall(content.inputMessages)
  return content.inputMessages
    .filter((message) => !isInstruction(message))
    .map((message) => messageText(message, names))
}

function sharedPrefix(left: readonly string[], right: readonly string[]): number {
  let shared = 0
  while (shared < Math.min(left.length, right.length) && left[shared] === right[shared]) shared += 1
  return shared
}

/** Messages that both have, wherever they stand. */
function countShared(left: readonly string[], right: readonly string[]): number {
  const counts = new Map<string, number>()
  for (const text of left) counts.set(text, (counts.get(text) ?? 0) + 1)
  let shared = 0
  for (const text of right) {
    const count = counts.get(text) ?? 0
    if (count === 0) continue
    counts.set(text, count - 1)
    shared += 1
  }
  return shared
}

/** Spans without a conversation have one value instead. */
function textOrValue(messages: readonly string[], value: unknown, all: readonly string[]): string {
  return all.length === 0 ? valueText(value) : messages.join('\n')
}

function outputText({ outputMessages, output }: SpanContent): string {
  return outputMessages.length === 0
    ? valueText(output)
    : outputMessages.map((message) => messageText(message, noNames)).join('\n')
}

function systemText({ systemInstructions, inputMessages }: SpanContent): string {
  return partsText(systemParts(systemInstructions, inputMessages), noNames)
}

/** Tool names by call id: results often come without one. */
type Names = ReadonlyMap<string, string>
const noNames: Names = new Map()

function messageText({ role, name, parts }: Message, names: Names): string {
  return `${[role, name].filter(Boolean).join(' ')}:\n${partsText(parts, names)}\n`
}

function partsText(parts: Message['parts'], names: Names): string {
  return parts.map((part) => partText(part, names)).join('\n')
}

function partText(part: Message['parts'][number], names: Names): string {
  switch (part.type) {
    case 'text':
    case 'reasoning':
    case 'compaction':
      return part.text
    case 'tool_call':
      return `→ ${part.name} ${valueText(part.arguments)}`
    case 'tool_result':
      return `← ${part.name ?? names.get(part.id ?? '') ?? 'result'} ${valueText(part.result)}`
    case 'media':
      return `[${part.modality} ${part.mimeType ?? ''}]`
    case 'unknown':
      return valueText(part.raw)
    default: {
      const never: never = part
      return never
    }
  }
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'string' ? value : toJson(value)
}
