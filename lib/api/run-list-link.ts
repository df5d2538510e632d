import { z } from 'zod'
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

/** Each parameter as its schema reads it. */
const kinds = new Map(Object.entries(RunListState.shape).map(([name, type]) => [name, type.unwrap()] as const))

function readValue(name: string, values: string[]): unknown {
  const [first] = values
  const kind = kinds.get(name)
  if (kind instanceof z.ZodNumber) return Number(first)
  if (kind instanceof z.ZodBoolean) return first === 'true'
  return kind instanceof z.ZodArray ? values : first
}
