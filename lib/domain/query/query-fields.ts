import type { RunFilter } from '../filter.ts'

type NamesOf<T> = {
  [Name in keyof RunFilter]-?: NonNullable<RunFilter[Name]> extends T ? Name : never
}[keyof RunFilter]
export type ListFieldName = NamesOf<string[]>
export type NumberFieldName = NamesOf<number>
export type FlagFieldName = NamesOf<boolean>

/** `name:value`: any of the values, or with a minus none of them. */
export type ListQueryField = {
  type: 'list'
  name: string
  also: readonly string[]
  label: string
  filter: ListFieldName
}

/** `name:>20`, `name:5..20`, with units where the number has some. */
export type NumberQueryField = {
  type: 'number'
  name: string
  also: readonly string[]
  label: string
  unit: string
  /** Factors to the filter's unit, by the suffix that is typed. */
  suffixes: Readonly<Record<string, number>>
  min: NumberFieldName
  max: NumberFieldName
  /** The bounds that leave the number itself out; whole numbers need none. */
  above: NumberFieldName | null
  below: NumberFieldName | null
}

/** `has:name`, `name:true`. */
export type FlagQueryField = {
  type: 'flag'
  name: string
  also: readonly string[]
  label: string
  filter: FlagFieldName
  yes: string
  no: string
}

export type QueryField = ListQueryField | NumberQueryField | FlagQueryField

const thousands = { k: 1e3, m: 1e6 }
const list = (name: string, label: string, filter: ListFieldName, also: readonly string[] = []): ListQueryField => ({
  type: 'list',
  name,
  also,
  label,
  filter,
})
const whole = (name: string, label: string, min: NumberFieldName, max: NumberFieldName): NumberQueryField => ({
  type: 'number',
  name,
  also: [],
  label,
  unit: '',
  suffixes: thousands,
  min,
  max,
  above: null,
  below: null,
})

/** Every field of the query language, in the order in which they are offered: a new one is a row here. */
export const queryFields: readonly QueryField[] = [
  list('end', 'End', 'endReason', ['endReason', 'status']),
  list('tenant', 'Tenant', 'tenant'),
  list('task', 'Task type', 'taskType', ['taskType']),
  list('feature', 'Feature', 'feature'),
  list('agent', 'Agent', 'agent'),
  list('topAgent', 'Topmost agent', 'topAgent'),
  list('version', 'Agent version', 'agentVersion', ['agentVersion']),
  list('model', 'Model', 'model'),
  list('tool', 'Tool', 'tool'),
  list('outcome', 'Outcome', 'outcome'),
  list('user', 'User', 'user'),
  list('session', 'Session', 'session'),
  list('env', 'Environment', 'environment', ['environment']),
  list('priced', 'Cost status', 'costStatus', ['costStatus']),
  list('warning', 'Warning', 'warning'),
  list('tag', 'Tag', 'tag'),
  list('dialect', 'Dialect', 'dialect'),
  list('chargedModel', 'Charged model', 'chargedModel'),
  list('chargedAgent', 'Charged agent', 'chargedAgent'),
  list('chargedProvider', 'Charged provider', 'chargedProvider'),
  list('chargedTool', 'Charged tool', 'chargedTool'),
  {
    type: 'flag',
    name: 'error',
    also: ['hasError', 'errored'],
    label: 'Failed calls',
    filter: 'hasError',
    yes: 'with failed calls',
    no: 'without failed calls',
  },
  {
    type: 'flag',
    name: 'loop',
    also: ['hasLoop'],
    label: 'Loops',
    filter: 'hasLoop',
    yes: 'with loops',
    no: 'without loops',
  },
  {
    type: 'flag',
    name: 'warnings',
    also: ['hasWarning'],
    label: 'Warnings',
    filter: 'hasWarning',
    yes: 'with warnings',
    no: 'without warnings',
  },
  {
    type: 'flag',
    name: 'loopCost',
    also: ['hasLoopCost'],
    label: 'Cost of loops',
    filter: 'hasLoopCost',
    yes: 'spent in loops',
    no: 'not spent in loops',
  },
  {
    type: 'flag',
    name: 'failedCost',
    also: ['hasFailedCost'],
    label: 'Cost of failed calls',
    filter: 'hasFailedCost',
    yes: 'spent in failed calls',
    no: 'not spent in failed calls',
  },
  {
    type: 'flag',
    name: 'cacheSaving',
    also: ['hasCacheSaving'],
    label: 'Cache saving',
    filter: 'hasCacheSaving',
    yes: 'changed by a cache',
    no: 'not changed by a cache',
  },
  whole('steps', 'Steps', 'minSteps', 'maxSteps'),
  whole('toolCalls', 'Tool calls', 'minToolCalls', 'maxToolCalls'),
  whole('llmCalls', 'LLM calls', 'minLlmCalls', 'maxLlmCalls'),
  whole('errors', 'Failed calls', 'minErrors', 'maxErrors'),
  {
    ...whole('cost', 'Cost', 'minCostUsd', 'maxCostUsd'),
    unit: 'USD',
    suffixes: {},
    above: 'aboveCostUsd',
    below: 'belowCostUsd',
  },
  {
    ...whole('duration', 'Duration', 'minDurationMs', 'maxDurationMs'),
    unit: 'ms',
    suffixes: { ms: 1, s: 1e3, m: 6e4, min: 6e4, h: 3.6e6 },
    above: 'aboveDurationMs',
    below: 'belowDurationMs',
  },
  whole('tokens', 'Tokens', 'minTokens', 'maxTokens'),
  whole('loops', 'Loops', 'minLoops', 'maxLoops'),
  whole('revisits', 'Revisits', 'minRevisits', 'maxRevisits'),
  whole('spans', 'Spans', 'minSpans', 'maxSpans'),
]

const byName = new Map(
  queryFields.flatMap((field) => [field.name, ...field.also].map((name) => [name.toLowerCase(), field] as const)),
)

export function findQueryField(name: string): QueryField | undefined {
  return byName.get(name.toLowerCase())
}

/** The known name that is nearest to a mistyped one; null when none is near. */
export function nearestFieldName(name: string): string | null {
  const typed = name.toLowerCase()
  const scored = queryFields.map((field) => ({
    name: field.name,
    distance: editDistance(typed, field.name.toLowerCase()),
  }))
  const [best] = scored.toSorted((a, b) => a.distance - b.distance)
  return best !== undefined && best.distance <= Math.ceil(typed.length / 3) ? best.name : null
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
