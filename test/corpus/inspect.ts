/**
 * Shows what decoding, normalising and assembling make of captured scenarios, beside the truth, without any
 * server: `node test/corpus/inspect.ts <part of a name> [--tree] [--run] [--all]`.
 */
import { parseArgs } from 'node:util'
import { decodePayload } from './decode-payload.ts'
import { compareWithTruth } from './facts.ts'
import { PayloadValues } from './payload-values.ts'
import { loadScenarios } from './payloads.ts'
import { assembleRuns } from '#lib/run/assemble-runs.ts'
import { cataloguePriceBook } from '#lib/pricing/make-price-book.ts'
import { normaliseLog, normaliseSpan } from '#lib/normalise/index.ts'

const { positionals, values: flags } = parseArgs({
  allowPositionals: true,
  options: { tree: { type: 'boolean' }, run: { type: 'boolean' }, all: { type: 'boolean' } },
})

let exact = 0
let unknowable = 0
let wrong = 0
for (const scenario of loadScenarios(positionals[0])) {
  const records = decodePayload(scenario)
  const project = 'default'
  const spans = records.spans.map((record) => normaliseSpan({ project, record, rawBytes: 0 }).facts)
  const logs = records.logs.map((record) => normaliseLog({ project, record, rawBytes: 0 }).facts)
  const assembled = assembleGroups(spans, logs)
  const runs = assembled.map(({ run }) => run)
  const facts = compareWithTruth(runs, scenario, new PayloadValues([...records.spans, ...records.logs]))
  const bad = facts.filter((fact) => fact.verdict === 'wrong')
  exact += facts.filter((fact) => fact.verdict === 'exact').length
  unknowable += facts.filter((fact) => fact.verdict === 'unknowable').length
  wrong += bad.length
  console.log(`${bad.length === 0 ? 'ok  ' : 'BAD '} ${scenario.name}: ${runs.map((run) => run.endReason).join(' ')}`)
  for (const fact of flags.all === true ? facts : bad) {
    console.log(`       ${fact.verdict} ${fact.name}: expected ${fact.expected}, got ${fact.actual}`)
  }
  if (flags.run === true) console.log(JSON.stringify(runs, null, 2))
  if (flags.tree === true) for (const { nodes } of assembled) printTree(nodes)
}
console.log(`corpus: ${exact} of ${exact + wrong} facts exact, ${unknowable} unknowable`)

function assembleGroups(
  spans: Parameters<typeof assembleRuns>[0]['spans'],
  logs: Parameters<typeof assembleRuns>[0]['logs'],
): ReturnType<typeof assembleRuns> {
  return assembleRuns({
    spans,
    logs,
    scores: [],
    rules: { version: '1' },
    prices: cataloguePriceBook,
    nowNs: BigInt(Date.now() + 3_600_000) * 1_000_000n,
  })
}

function printTree(nodes: ReturnType<typeof assembleRuns>[number]['nodes']): void {
  for (const node of nodes) {
    const usage =
      node.usage === null
        ? ''
        : ` in=${node.usage.inputTokens}/${node.usage.inputUncachedTokens} out=${node.usage.outputTokens}`
    console.log(
      `${'  '.repeat(node.depth + 1)}${node.kind} ${node.name} [${node.label}] ${node.source} ${node.status} role=${node.usageRole}${usage} step=${node.step ?? '-'} cost=${node.costUsd ?? '-'}`,
    )
  }
}
