import type { HistoryActor, HistoryEntry } from '#lib/domain/history.ts'

const kindLabels: Readonly<Record<string, string>> = {
  project: 'Project',
  member: 'Members',
  invitation: 'Invitations',
  api_key: 'API keys',
  attribution: 'Attribution',
  view: 'Saved views',
  budget: 'Budgets',
  prices: 'Prices',
  chargeback: 'Chargeback',
  statement: 'Statements',
  repricing: 'Pricing runs anew',
  reattribution: 'Attributing runs anew',
  share: 'Shared links',
  share_secret: 'Secret of shared links',
  device_secret: 'Secret of known devices',
  user: 'Accounts',
  user_email: 'E-mail addresses',
  owner: 'Owner',
  setup_link: 'One-time links',
}

export function kindLabel(kind: string): string {
  return kindLabels[kind] ?? kind.replaceAll('_', ' ')
}

const processLabels: Readonly<Record<string, string>> = {
  cli: 'Command line',
  env: 'Environment at start',
  link: 'Holder of a link',
  web: 'Tachograph',
  local: 'Local user',
}

/** Whoever changed something. */
export function actorLabel({ actor, name }: HistoryActor): string {
  if (name !== null) return name
  if (actor.startsWith('user:')) return 'Unknown account'
  if (actor.startsWith('key:')) return 'Unknown key'
  return processLabels[actor] ?? actor
}

/** What was done, as the end of a sentence that begins with who did it. */
export function historySentence(entry: HistoryEntry): string {
  const { kind, subject, action } = entry
  const field = (name: string) => entry.changes.find((each) => each.field === name)?.after ?? null
  switch (kind) {
    case 'member':
      return memberSentence(entry, field('role'))
    case 'invitation':
      return invitationSentence(entry, field('role'))
    case 'project':
      return action === 'created'
        ? `created the project ${quoted(subject)}`
        : `renamed the project to ${quoted(subject)}`
    case 'api_key':
      if (action === 'created') return `created the ${field('kind') ?? 'API'} key ${quoted(subject)}`
      return `${field('revokedAt') === null ? verbs[action] : 'revoked'} the key ${quoted(subject)}`
    case 'attribution':
      return 'changed who pays by which attribute'
    case 'view':
      return `${verbs[action]} the view ${quoted(subject)}`
    case 'budget':
      return subject === '' ? `${verbs[action]} a budget` : `${verbs[action]} the budget ${quoted(subject)}`
    case 'prices':
      return 'changed the prices'
    case 'repricing':
      return field('state') === 'cancelled' ? 'called off pricing runs anew' : 'ordered runs to be priced anew'
    case 'reattribution':
      return field('state') === 'cancelled' ? 'called off attributing runs anew' : 'ordered runs to be attributed anew'
    case 'chargeback':
      return 'changed how statements are made'
    case 'statement':
      return statementSentence(subject, field)
    case 'share': {
      const run = subject.slice(0, 8)
      return action === 'deleted' ? `closed a link to run ${run}` : `shared run ${run} by link`
    }
    case 'share_secret':
      return `${verbs[action]} the secret that signs shared links`
    case 'device_secret':
      return `${verbs[action]} the secret by which known devices are recognised`
    case 'user':
      return `${verbs[action]} the account of ${subject}`
    case 'user_email':
      return `${action === 'deleted' ? 'freed' : 'took'} the address ${subject}`
    case 'owner':
      return 'became the owner'
    case 'setup_link':
      return action === 'deleted' ? 'used a one-time link' : 'made a one-time link'
    default:
      return `${verbs[action]} ${kind.replaceAll('_', ' ')} ${subject}`.trimEnd()
  }
}

function statementSentence(subject: string, field: (name: string) => string | null): string {
  const named = `statement ${subject}, version ${field('statementVersion') ?? '?'}`
  switch (field('event')) {
    case 'adjusted':
      return `booked adjustments to ${named}`
    case 'reopened':
      return `opened ${named}, again`
    default:
      return `closed ${named}`
  }
}

const verbs = { created: 'created', changed: 'changed', deleted: 'deleted', restored: 'restored' } as const

function memberSentence({ action, subject }: HistoryEntry, role: string | null): string {
  switch (action) {
    case 'created':
      return `added ${subject} as ${role ?? 'member'}`
    case 'restored':
      return `added ${subject} again as ${role ?? 'member'}`
    case 'deleted':
      return `removed ${subject}`
    case 'changed':
      return role === null ? `changed the membership of ${subject}` : `made ${subject} ${role}`
  }
}

function invitationSentence({ action, subject, reason }: HistoryEntry, role: string | null): string {
  const whom = subject || 'whoever has the link'
  if (action !== 'deleted') return `invited ${whom} as ${role ?? 'member'}`
  return `${reason === 'invitation used' ? 'used' : 'withdrew'} the invitation for ${whom}`
}

/** Reasons that our services give by themselves, and that the sentence says in other words. */
const impliedReasons: ReadonlySet<string> = new Set([
  'role changed',
  'link made',
  'link used',
  'invitation used',
  'invitation withdrawn',
])

/** Why something was changed, where that says more than what was. */
export function shownReason(entry: HistoryEntry): string {
  const { reason } = entry
  return impliedReasons.has(reason) || historySentence(entry).startsWith(`${reason} `) ? '' : reason
}

function quoted(name: string): string {
  return `“${name}”`
}

/** A field as people read it: "expiresAt" is "expires at". */
export function fieldLabel(field: string): string {
  const words = field.replaceAll('.', ' › ').replaceAll(/([a-z])([A-Z])/g, '$1 $2')
  return words.toLowerCase()
}
