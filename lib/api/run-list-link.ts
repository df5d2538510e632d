import { RunListState } from '#lib/domain/run-view.ts'
import { encodeQuery } from '#lib/paths.ts'
import type { RunListFilter } from './runs.ts'

/** The list as text, so that a run's page knows which list it was opened from; '' is the plain list. */
export function encodeRunList(filter: RunListFilter): string {
  return encodeQuery(filter)
}

/** The list back from its text. What does not parse is left out: a stale link opens the plain list. */
export function decodeRunList(text: string): RunListFilter {
  const params = new URLSearchParams(text)
  const raw: Record<string, unknown> = {}
  for (const name of new Set(params.keys())) raw[name] = readValue(name, params.getAll(name))
  const parsed = RunListState.safeParse(raw)
  return parsed.success ? parsed.data : {}
}

const numbers = new Set(['minSteps', 'maxSteps', 'minCostUsd', 'minDurationMs', 'minTokens'])
const flags = new Set(['hasLoop', 'hasError', 'hasWarning'])
const texts = new Set(['from', 'to', 'q', 'sort', 'order'])

function readValue(name: string, values: string[]): unknown {
  const [first] = values
  if (numbers.has(name)) return Number(first)
  if (flags.has(name)) return first === 'true'
  return texts.has(name) ? first : values
}
