import type { SendingKey } from '#lib/domain/ingest-health.ts'

/** Who sent: a key by its name and first characters, never the secret. */
export function KeyName({ sender: { keyId, name, prefix, revoked, hasProject } }: { sender: SendingKey }) {
  if (!hasProject) return <span className="text-ink-2">No valid key</span>
  if (keyId === null) return <span className="text-ink-2">No key</span>
  return (
    <span className="inline-flex min-w-0 max-w-full items-baseline gap-1.5">
      <span className="truncate">{name ?? 'Deleted key'}</span>
      <code className="truncate text-sm text-ink-3">{prefix === null ? keyId.slice(0, 8) : `${prefix}…`}</code>
      {revoked ? <span className="text-sm text-warn">revoked</span> : null}
    </span>
  )
}
