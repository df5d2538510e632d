import type { WorkNode } from './work-node.ts'

/** Sets the nearest enclosing agent and whether an evaluator stands above. Parents come before children. */
export function assignAgents(ordered: readonly WorkNode[]): void {
  for (const node of ordered) {
    const above = node.parent
    const isScope = node.kind === 'agent' || (node.kind === 'handoff' && !isBareHandoff(node))
    node.scope = isScope ? node : (above?.scope ?? null)
    node.underEvaluator = node.kind === 'evaluator' || (above?.underEvaluator ?? false)
    node.agent = ownAgent(node) ?? above?.agent ?? null
  }
}

/** An agent is called by its name; a tool that hides a sub-agent by the tool's. */
function ownAgent(node: WorkNode): string | null {
  const { agentName, workflowName, toolName } = node.facts
  if (node.kind === 'agent') return agentName || workflowName || node.facts.name || null
  if (node.kind === 'handoff' && !isBareHandoff(node))
    return node.parent === null ? agentName || toolName || null : toolName || null
  return agentName || null
}

/** A transfer that has nothing below it: what follows is done by another agent elsewhere in the tree. */
function isBareHandoff(node: WorkNode): boolean {
  return node.descendantCount === 0
}

/** The outermost agents and workflows, in order of their start: usually one. */
export function topmostAgents(ordered: readonly WorkNode[]): WorkNode[] {
  const found: WorkNode[] = []
  const covered = new Set<WorkNode>()
  for (const node of ordered) {
    const below = node.parent !== null && covered.has(node.parent)
    const isAgent = node.kind === 'agent' || node.kind === 'workflow'
    if (below || isAgent) covered.add(node)
    if (isAgent && !below) found.push(node)
  }
  return found
}

/** The run's agent: the topmost one; of several side by side the workflow around them; else the call's own name. */
export function agentOfRun(ordered: readonly WorkNode[]): string | null {
  const agents = ordered.filter((node) => node.kind === 'agent' && (node.parent?.scope ?? null) === null)
  const names = new Set(agents.map((node) => node.agent))
  const [first] = agents
  const [top] = topmostAgents(ordered)
  if (first !== undefined && (names.size === 1 || top?.kind !== 'workflow')) return first.agent
  if (top !== undefined) return top.facts.agentName || top.facts.workflowName || top.facts.name || null
  for (const { facts } of ordered) {
    const name = facts.agentName || facts.workflowName
    if (name !== '') return name
  }
  return null
}
