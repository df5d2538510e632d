import type { LogFacts, ScoreFacts, SpanFacts } from '#lib/domain/span.ts'
import { isCliDialect } from '#lib/domain/cli-dialect.ts'

/** Everything that is assembled together. */
export type Group = {
  project: string
  traceIds: string[]
  /** Sessions of coding CLIs. */
  sessions: string[]
  spans: SpanFacts[]
  logs: LogFacts[]
  scores: ScoreFacts[]
}
export type GroupRecords = Pick<Group, 'spans' | 'logs' | 'scores'>

/** Splits the records of one project into groups: traces, joined where one CLI session touches several. */
export function formGroups(project: string, { spans, logs, scores }: GroupRecords): Group[] {
  const sets = new DisjointSets()
  for (const span of spans) link(sets, span.traceId, sessionNode(span.dialect, span.identity.session))
  for (const log of logs) link(sets, log.traceId, sessionNode(log.dialect, log.identity.session))

  const groups = new Map<string, Group>()
  const groupOf = (node: string) => {
    const root = sets.find(node)
    let group = groups.get(root)
    if (group === undefined)
      groups.set(root, (group = { project, traceIds: [], sessions: [], spans: [], logs: [], scores: [] }))
    return group
  }
  for (const node of sets.nodes()) addNode(groupOf(node), node)
  for (const span of spans) groupOf(traceNode(span.traceId)).spans.push(span)
  for (const log of logs) {
    const node = log.traceId === '' ? sessionNode(log.dialect, log.identity.session) : traceNode(log.traceId)
    if (node !== '') groupOf(node).logs.push(log)
  }
  for (const score of scores) {
    const node = traceNode(score.traceId)
    if (sets.has(node)) groupOf(node).scores.push(score)
  }
  return [...groups.values()]
}

function link(sets: DisjointSets, traceId: string, session: string): void {
  if (traceId !== '') sets.add(traceNode(traceId))
  if (session !== '') sets.add(session)
  if (traceId !== '' && session !== '') sets.join(traceNode(traceId), session)
}

function addNode(group: Group, node: string): void {
  const [kind, id = '', session = ''] = node.split('\u0000')
  if (kind === 'trace') group.traceIds.push(id)
  else group.sessions.push(session)
}

function traceNode(traceId: string): string {
  return `trace\u0000${traceId}`
}

/** '' for records that belong to no CLI session. */
function sessionNode(dialect: string, session: string): string {
  return session !== '' && isCliDialect(dialect) ? `session\u0000${dialect}\u0000${session}` : ''
}

/** Union-find with path halving. */
class DisjointSets {
  private readonly parents = new Map<string, string>()

  add(node: string): void {
    if (!this.parents.has(node)) this.parents.set(node, node)
  }

  has(node: string): boolean {
    return this.parents.has(node)
  }

  nodes(): IterableIterator<string> {
    return this.parents.keys()
  }

  find(node: string): string {
    let current = node
    for (;;) {
      const parent = this.parents.get(current) ?? current
      if (parent === current) return current
      const grandparent = this.parents.get(parent) ?? parent
      this.parents.set(current, grandparent)
      current = grandparent
    }
  }

  join(a: string, b: string): void {
    this.parents.set(this.find(a), this.find(b))
  }
}
