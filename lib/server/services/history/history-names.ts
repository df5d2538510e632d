import type { ConfigHistoryRow } from '#clickhouse/queries/config/list-config-history.ts'
import type { HistoryActor } from '#lib/domain/history.ts'
import type { ApiKey } from '#lib/domain/project.ts'
import type { User } from '#lib/server/access/users.ts'

type Named = Pick<ApiKey, 'keyId' | 'name' | 'prefix'>
type Person = Pick<User, 'userId' | 'name' | 'email'>

/** What people call those who changed something, and what was changed. */
export class HistoryNames {
  private readonly people: ReadonlyMap<string, string>
  private readonly keys: ReadonlyMap<string, string>

  constructor(users: readonly Person[], keys: readonly Named[]) {
    this.people = new Map(users.map(({ userId, name, email }) => [userId, name || email]))
    this.keys = new Map(keys.map(({ keyId, name, prefix }) => [keyId, name || `${prefix}…`]))
  }

  actor(actor: string): HistoryActor {
    const [, kind, id = ''] = /^(user|key):(.*)$/.exec(actor) ?? []
    return { actor, name: (kind === 'user' ? this.people : this.keys).get(id) ?? null }
  }

  /** `fields` are those that may be shown of it. An id that is the hash of a token is no name. */
  subject({ kind, id }: Pick<ConfigHistoryRow, 'kind' | 'id'>, fields: ReadonlyMap<string, string>): string {
    switch (kind) {
      case 'member':
        return this.people.get(id) ?? id
      case 'user':
        return fields.get('name') || fields.get('email') || id
      case 'invitation':
        return fields.get('email') ?? ''
      case 'api_key':
        return fields.get('name') || `${fields.get('prefix') ?? id}…`
      case 'share':
        return fields.get('runId') ?? ''
      case 'statement':
        return fields.get('statementId') ?? ''
      case 'project':
      case 'view':
        return fields.get('name') ?? id
      case 'budget':
        return fields.get('name') ?? ''
      case 'user_email':
        return id
      default:
        return ''
    }
  }
}
