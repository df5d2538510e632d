import type { Loop, SpanNode } from '#lib/domain/run.ts'

/** A node for tests; the tree fields (depth, counts) come from `sampleTree`. */
export function sampleNode(overrides: Partial<SpanNode> & { spanId: string }): SpanNode {
  return {
    traceId: '0af7651916cd43dd8448eb211c80319c',
    parentSpanId: null,
    depth: 0,
    childCount: 0,
    descendantCount: 0,
    source: 'span',
    kind: 'plain',
    operation: '',
    name: overrides.spanId,
    label: overrides.spanId,
    agent: null,
    startNs: '1763720000000000000',
    durationNs: 0,
    status: 'unset',
    errorType: null,
    errorMessage: null,
    model: null,
    provider: null,
    finishReasons: [],
    timeToFirstTokenNs: null,
    usage: null,
    usageRole: 'none',
    tokenBasis: 'unknown',
    duplicateOf: null,
    costUsd: null,
    costStatus: 'none',
    costReason: null,
    reportedCostUsd: null,
    subtreeCostUsd: null,
    subtreeTokens: 0,
    toolName: null,
    toolCallId: null,
    toolExecuted: true,
    step: null,
    revisitOf: null,
    loop: null,
    inputPreview: '',
    outputPreview: '',
    dialect: 'otel',
    scopeName: '',
    serviceName: '',
    warnings: [],
    ...overrides,
  }
}

export type Sample = Partial<SpanNode> & { spanId: string; at?: number; children?: Sample[] }

/** Flattens nested samples depth first; `at` is the start in nanoseconds after the run's start. */
export function sampleTree(roots: Sample[]): SpanNode[] {
  const nodes: SpanNode[] = []
  const visit = (sample: Sample, parentSpanId: string | null, depth: number): number => {
    const { children = [], at = 0, ...overrides } = sample
    const startNs = String(1_763_720_000_000_000_000n + BigInt(at))
    const node = sampleNode({ startNs, ...overrides, parentSpanId, depth, childCount: children.length })
    nodes.push(node)
    for (const child of children) node.descendantCount += visit(child, sample.spanId, depth + 1)
    return node.descendantCount + 1
  }
  for (const root of roots) visit(root, null, 0)
  return nodes
}

export function sampleLoop(overrides: Partial<Loop>): Loop {
  return {
    firstStep: 1,
    lastStep: 3,
    period: 1,
    rounds: 3,
    costUsd: '0.41',
    polling: false,
    label: 'get_account',
    ...overrides,
  }
}
