import type { Message, MessagePart } from '#lib/domain/message.ts'
import type { ExtraUnit, ExtraUnits } from '#lib/domain/usage.ts'
import { toCount } from './attributes.ts'
import { mergeUnits } from './extra-units.ts'
import { listOf, textAt, valueAt } from './json.ts'

/** Tools by which providers search, draw or run code themselves; a tool of the application is never one of them. */
const serverTools: readonly [RegExp, ExtraUnit][] = [
  [/^web_search/, 'webSearches'],
  [/^file_search/, 'fileSearches'],
  [/^(?:code_(?:interpreter|execution)|bash_code_execution)/, 'codeExecutions'],
  [/^image_generation/, 'imageGenerations'],
]

/** What the provider did by itself, counted from the answer: for emitters that pass on no counts of it. */
export function actionsOfAnswer(messages: readonly Message[]): ExtraUnits {
  return countedTools(messages.flatMap(({ parts }) => parts.map(serverToolOf)))
}

function serverToolOf(part: MessagePart): string {
  return part.type === 'tool_call' && part.server === true && isSearch(part.arguments) ? part.name : ''
}

/** The same of a captured response: OpenAI's list `output` and its count of searches, Gemini's grounding. */
export function actionsOfResponse(body: unknown): ExtraUnits {
  const items = listOf(valueAt(body, 'output')) ?? []
  const counted = countedTools(items.map((item) => (isSearch(valueAt(item, 'action')) ? textAt(item, 'type') : '')))
  const searches = toCount(valueAt(body, 'tool_usage', 'web_search', 'num_requests'))
  const told: ExtraUnits = searches === null ? {} : { webSearches: searches }
  const candidates = listOf(valueAt(body, 'candidates')) ?? []
  return mergeUnits(told, mergeUnits(counted, actionsOfGrounding(...candidates)))
}

/** What was searched for an answer of Gemini's: of each thing that has metadata of grounding, its queries. */
export function actionsOfGrounding(...grounded: readonly unknown[]): ExtraUnits {
  const queries = grounded.flatMap((entry) => {
    const metadata = valueAt(entry, 'groundingMetadata') ?? valueAt(entry, 'grounding_metadata')
    return listOf(valueAt(metadata, 'webSearchQueries') ?? valueAt(metadata, 'web_search_queries') ?? null) ?? []
  })
  return queries.length === 0 ? {} : { webSearches: queries.length }
}

/**
 * Actions as their provider charges them. Gemini before 3 charges a grounded prompt, however many searches it took;
 * Perplexity's price of a request contains its searches and citations, except for deep research.
 */
export function chargedActions(units: ExtraUnits, provider: string, model: string): ExtraUnits {
  const { webSearches, citationTokens: _citations, ...others } = units
  if (webSearches === undefined && units.citationTokens === undefined) return units
  if (provider === 'perplexity' && !/deep-research/i.test(model)) return others
  const isByPrompt = /gemini-(?:1|2)(?:[.-]|$)/i.test(model)
  return isByPrompt && webSearches !== undefined ? { ...units, webSearches: Math.min(webSearches, 1) } : units
}

/** Opening a page that was found, or looking through it, is charged as no search. */
function isSearch(action: unknown): boolean {
  return !/^(?:open_page|find(?:_in_page)?)$/.test(textAt(action, 'type'))
}

function countedTools(names: readonly string[]): ExtraUnits {
  const units: ExtraUnits = {}
  for (const name of names) {
    const unit = serverTools.find(([pattern]) => pattern.test(name))?.[1]
    if (unit !== undefined) units[unit] = (units[unit] ?? 0) + 1
  }
  return units
}
