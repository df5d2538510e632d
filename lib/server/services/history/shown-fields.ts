/** Top-level fields of a body that people may read, by kind. What is not named here stays unread: a new kind shows none. */
const shownFields: Readonly<Record<string, readonly string[]>> = {
  project: ['name'],
  member: ['role'],
  invitation: ['role', 'email', 'expiresAt'],
  api_key: [
    'name',
    'kind',
    'prefix',
    'tenant',
    'environment',
    'quota',
    'expiresAt',
    'revokedAt',
    'replaces',
    'replacedBy',
  ],
  attribution: ['fields'],
  view: ['name', 'filter', 'columns'],
  budget: ['name', 'scope', 'period', 'timeZone', 'amountUsd', 'thresholds'],
  prices: ['prices', 'billReported'],
  chargeback: ['levels', 'timeZone', 'markupPercent', 'tenantMarkups', 'sharedCosts', 'currency'],
  repricing: ['from', 'to', 'version', 'state'],
  reattribution: ['from', 'to', 'version', 'state'],
  share: ['runId', 'expiresAt'],
  statement: ['event', 'statementId', 'statementVersion', 'note', 'totalUsd', 'totalDifferenceUsd', 'contentHash'],
  // The secret itself is what makes links valid.
  share_secret: [],
  device_secret: [],
  user: ['email', 'name', 'isOwner'],
  user_email: [],
  owner: [],
  setup_link: ['expiresAt'],
}

/** Kinds whose versions are events, each of something else: nothing of one was so before. */
export const eventKinds: ReadonlySet<string> = new Set(['statement'])

/** What may be shown of a stored body, nested fields by their path. A body that cannot be read shows nothing. */
export function shownFieldsOf(kind: string, body: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  const allowed = Object.hasOwn(shownFields, kind) ? (shownFields[kind] ?? []) : []
  const parsed = body === '' ? null : readable(kind, parseObject(body))
  if (parsed === null) return fields
  const open = allowed.map((name): [string, unknown] => [name, Object.hasOwn(parsed, name) ? parsed[name] : null])
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const [path, value] = next
    if (isObject(value)) open.unshift(...Object.entries(value).map(([name, inner]) => join(path, name, inner)))
    else if (value !== null) fields.set(path, textOf(value))
  }
  return fields
}

function join(path: string, name: string, value: unknown): [string, unknown] {
  return [`${path}.${name}`, value]
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  const isFlat = Array.isArray(value) && value.every((each) => typeof each !== 'object' || each === null)
  return isFlat ? value.join(', ') : JSON.stringify(value)
}

/** Prices one by one, each by what it matches: in a list a change of one would be a change of all. */
function readable(kind: string, body: Record<string, unknown> | null): Record<string, unknown> | null {
  if (kind !== 'prices' || body === null || !Array.isArray(body['prices'])) return body
  const prices = body['prices'].filter(isObject)
  return { ...body, prices: Object.fromEntries(prices.map((price) => [nameOfPrice(price), priceOf(price)])) }
}

function nameOfPrice({ pattern, provider, validFrom }: Record<string, unknown>): string {
  const name = typeof provider === 'string' ? `${provider}/${String(pattern)}` : String(pattern)
  return typeof validFrom === 'string' ? `${name} from ${validFrom}` : name
}

function priceOf({
  id: _id,
  pattern: _pattern,
  provider: _provider,
  validFrom: _from,
  ...price
}: Record<string, unknown>) {
  return price
}

function parseObject(body: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body)
    return isObject(value) ? value : null
  } catch {
    // Written by hand, or by a version that stores something else: there is nothing to compare.
    return null
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
