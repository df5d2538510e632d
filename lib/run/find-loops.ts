import type { Loop, LoopSummary } from '#lib/domain/run.ts'
import { sumUsd } from '#lib/pricing/fixed-usd.ts'
import { findRepetitions } from './find-repetitions.ts'
import type { Repetition } from './find-repetitions.ts'
import type { Action, Step } from './find-steps.ts'
import type { WorkNode } from './work-node.ts'

export type RunLoops = {
  loops: Loop[]
  summary: LoopSummary
  /** Model calls of steps in loops beyond their first round, polling not among them. */
  repeatedCalls: ReadonlySet<WorkNode>
}

/** Previews are cut here (or half a character before), so a shorter one is the whole text. */
const previewLength = 200

type FoundLoop = { loop: Loop; steps: Step[] }

/**
 * Marks revisits and loops. A step equals another of the same agent when it did the same actions with the
 * same arguments, or gave the same answer. What was not recorded is never equal to anything.
 */
export function findLoops(steps: readonly Step[]): RunLoops {
  const found = stepsByAgent(steps).flatMap(loopsOfAgent).toSorted(byPlace)
  for (const [index, { steps: looping }] of found.entries()) for (const step of looping) markLoop(step, index)
  const stuck = found.filter(({ loop }) => !loop.polling)
  const repeated = new Set(stuck.flatMap(({ loop, steps: looping }) => looping.slice(loop.period)))
  return {
    loops: found.map(({ loop }) => loop),
    summary: {
      count: stuck.length,
      revisits: markRevisits(steps),
      steps: repeated.size,
      costUsd: sumUsd([...repeated].map((step) => step.call.cost.costUsd)),
      worst:
        stuck
          .map(({ loop }) => loop)
          .toSorted((a, b) => b.rounds * b.period - a.rounds * a.period || a.firstStep - b.firstStep)[0] ?? null,
    },
    repeatedCalls: new Set([...repeated].map(({ call }) => call)),
  }
}

function stepsByAgent(steps: readonly Step[]): Step[][] {
  const groups = new Map<string | null, Step[]>()
  for (const step of steps) {
    const group = groups.get(step.call.agent)
    if (group === undefined) groups.set(step.call.agent, [step])
    else group.push(step)
  }
  return [...groups.values()]
}

function loopsOfAgent(steps: readonly Step[]): FoundLoop[] {
  const symbols = new Map<string, number>()
  const sequence = Int32Array.from(steps, (step, index) => {
    const signature = signatureOf(step)
    if (signature === null) return -1 - index
    const known = symbols.get(signature)
    if (known !== undefined) return known
    symbols.set(signature, symbols.size)
    return symbols.size - 1
  })
  return findRepetitions(sequence).map((repetition) => describeLoop(steps, repetition))
}

/** Null when the payload does not tell what was done. */
function signatureOf({ call, actions }: Step): string | null {
  if (actions.length === 0) return call.facts.outputHash === '' ? null : `answer ${call.facts.outputHash}`
  if (actions.some((action) => action.argumentsHash === '')) return null
  return actions.map(actionKey).toSorted().join('\n')
}

function actionKey({ name, argumentsHash }: Action): string {
  return `${name} ${argumentsHash}`
}

function describeLoop(steps: readonly Step[], { start, period, rounds }: Repetition): FoundLoop {
  const looping = steps.slice(start, start + period * rounds)
  const first = looping[0]?.number ?? 0
  const loop: Loop = {
    firstStep: first,
    lastStep: looping.at(-1)?.number ?? first,
    period,
    rounds,
    costUsd: sumUsd(looping.slice(period).map((step) => step.call.cost.costUsd)),
    polling: resultsProgress(looping, period),
    label: labelOf(looping.slice(0, period)),
  }
  return { loop, steps: looping }
}

/** Every round brought results that no round before it had brought. */
function resultsProgress(looping: readonly Step[], period: number): boolean {
  const seen = new Set<string>()
  for (let start = 0; start < looping.length; start += period) {
    const actions = looping.slice(start, start + period).flatMap((step) => step.actions)
    if (actions.length === 0 || actions.some((action) => action.resultHash === '')) return false
    const results = actions.map((action) => `${actionKey(action)} ${resultKey(action)}`).join('\n')
    if (seen.has(results)) return false
    seen.add(results)
  }
  return true
}

/** Ids and run times that differ in every output of a program: chunk ids, hashes, UUIDs, "0.05 seconds". */
const volatileParts =
  /\b(?=[0-9a-f-]*\d)(?=[0-9a-f-]*[a-f])[0-9a-f][0-9a-f-]{5,}\b|\b\d+(?:\.\d+)? ?(?:ns|µs|ms|s|secs?|seconds?)\b/gi

/** The result without what differs by chance, where the preview holds all of it; else its hash. */
function resultKey({ node, resultHash }: Action): string {
  const text = node?.facts.outputPreview ?? ''
  return text === '' || text.length >= previewLength - 1 ? resultHash : text.replace(volatileParts, '#')
}

function labelOf(round: readonly Step[]): string {
  const names = round.map(({ actions }) =>
    actions.length === 0 ? 'answer' : actions.map((action) => action.name).join(' + '),
  )
  return names.length > 6 ? `${names.slice(0, 6).join(' → ')} → …` : names.join(' → ')
}

function markLoop(step: Step, index: number): void {
  step.call.loop = index
  for (const { node } of step.actions) if (node !== null) node.loop = index
}

/** Counts actions equal to an earlier one of the same agent and points each at the first. */
function markRevisits(steps: readonly Step[]): number {
  const first = new Map<string, string>()
  let revisits = 0
  for (const { call, actions } of steps) {
    for (const action of actions) {
      if (action.argumentsHash === '') continue
      const key = `${call.agent ?? ''}\n${actionKey(action)}`
      const earlier = first.get(key)
      if (earlier === undefined) {
        first.set(key, action.node?.id ?? call.id)
        continue
      }
      revisits++
      if (action.node !== null) action.node.revisitOf = earlier
    }
  }
  return revisits
}

function byPlace(a: FoundLoop, b: FoundLoop): number {
  return (
    a.loop.firstStep - b.loop.firstStep || a.loop.lastStep - b.loop.lastStep || (a.loop.label < b.loop.label ? -1 : 1)
  )
}
