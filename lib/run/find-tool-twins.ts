import type { SpanFacts } from '#lib/domain/span.ts'
import { compare, endOf } from './work-node.ts'
import type { WorkNode } from './work-node.ts'

/**
 * One tool call recorded by the framework, the MCP client and the MCP server is one call: the outermost.
 * Also merged: the same call id seen by two instrumentations side by side, and an MCP client's span that
 * hangs below the client's session instead of the tool that called.
 */
export function mergeToolTwins(ordered: readonly WorkNode[]): void {
  const outerTool = new Map<WorkNode, WorkNode>()
  const firstOfId = new Map<string, WorkNode>()
  for (const node of ordered) {
    const above =
      node.parent === null ? undefined : node.parent.kind === 'tool' ? node.parent : outerTool.get(node.parent)
    if (above !== undefined) outerTool.set(node, above)
    // Agents and model calls below a tool do work of their own.
    if (node.kind === 'agent' || node.kind === 'llm') outerTool.delete(node)
    if (node.kind !== 'tool') continue
    const twin = above !== undefined && sameToolCall(above.facts, node.facts) ? above : sideBySide(firstOfId, node)
    if (twin !== undefined) mergeInto(twin, node)
  }
  mergeSessionCalls(ordered)
}

function mergeInto(twin: WorkNode, node: WorkNode): void {
  const survivor = twin.duplicateOf ?? twin
  node.duplicateOf = survivor
  survivor.facts = addToolKnowledge(survivor.facts, node.facts)
}

/** An MCP call during a call of the same tool that another instrumentation recorded is that call. */
function mergeSessionCalls(ordered: readonly WorkNode[]): void {
  const tools = ordered.filter((node) => node.kind === 'tool' && node.duplicateOf === null)
  if (!tools.some(({ facts }) => isMcp(facts)) || tools.every(({ facts }) => isMcp(facts))) return
  let underWay: WorkNode[] = []
  for (const node of tools.toSorted(outermostFirst)) {
    underWay = underWay.filter(({ facts }) => endOf(facts) >= node.facts.startNs)
    if (!isMcp(node.facts)) {
      underWay.push(node)
      continue
    }
    const around = underWay.filter(({ facts }) => isAround(facts, node.facts))
    const caller = around.find(({ facts }) => facts.toolArgumentsHash === node.facts.toolArgumentsHash) ?? around[0]
    if (caller !== undefined) mergeInto(caller, node)
  }
}

function outermostFirst({ facts: a }: WorkNode, { facts: b }: WorkNode): number {
  return compare(a.startNs, b.startNs) || compare(endOf(b), endOf(a)) || Number(isMcp(a)) - Number(isMcp(b))
}

function isAround(outer: SpanFacts, inner: SpanFacts): boolean {
  return (
    outer.traceId === inner.traceId &&
    outer.scopeName !== inner.scopeName &&
    endOf(outer) >= endOf(inner) &&
    sameToolName(outer.toolName, inner.toolName)
  )
}

function sideBySide(firstOfId: Map<string, WorkNode>, node: WorkNode): WorkNode | undefined {
  const { toolCallId, traceId } = node.facts
  if (toolCallId === '') return undefined
  const key = `${traceId}\n${toolCallId}`
  const first = firstOfId.get(key)
  if (first === undefined) firstOfId.set(key, node)
  const otherRecorder =
    first !== undefined && (first.facts.scopeName !== node.facts.scopeName || first.source !== node.source)
  return otherRecorder ? first : undefined
}

function sameToolCall(outer: SpanFacts, inner: SpanFacts): boolean {
  if (outer.toolCallId !== '' && inner.toolCallId !== '') return outer.toolCallId === inner.toolCallId
  if (sameToolName(outer.toolName, inner.toolName)) return true
  return (
    isMcp(inner) &&
    (outer.toolArgumentsHash === '' ||
      inner.toolArgumentsHash === '' ||
      outer.toolArgumentsHash === inner.toolArgumentsHash)
  )
}

function isMcp(facts: SpanFacts): boolean {
  return facts.toolType === 'mcp' || facts.mcpServer !== ''
}

/** Frameworks prefix a server's tools: `mcp__billing__get_account` is `get_account`. */
function sameToolName(outer: string, inner: string): boolean {
  if (outer === '' || inner === '') return false
  if (outer === inner) return true
  return outer.endsWith(inner) && /[_./:-]$/.test(outer.slice(0, -inner.length))
}

function addToolKnowledge(facts: SpanFacts, twin: SpanFacts): SpanFacts {
  const failed = twin.status === 'error' && facts.status !== 'error'
  return {
    ...facts,
    toolName: facts.toolName || twin.toolName,
    toolCallId: facts.toolCallId || twin.toolCallId,
    toolArgumentsHash: facts.toolArgumentsHash || twin.toolArgumentsHash,
    toolResultHash: facts.toolResultHash || twin.toolResultHash,
    mcpServer: facts.mcpServer || twin.mcpServer,
    inputPreview: facts.inputPreview || twin.inputPreview,
    outputPreview: facts.outputPreview || twin.outputPreview,
    status: failed ? 'error' : facts.status,
    errorType: facts.errorType || twin.errorType,
    errorMessage: facts.errorMessage || twin.errorMessage,
  }
}
