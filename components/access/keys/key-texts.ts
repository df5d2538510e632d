import type { BadgeProps } from '#components/ui/badge.tsx'
import type { KeyState, KeyView } from '#lib/domain/access/key.ts'
import type { KeyKind } from '#lib/domain/project.ts'
import { formatCountExact } from '#lib/format/count.ts'

export const kindTexts: Record<KeyKind, string> = {
  ingest: 'Ingest',
  read: 'Read',
  guard: 'Guard',
  replay: 'Replay',
  admin: 'Admin',
}

/** What is offered to people: the other kinds open nothing yet. */
export const offeredKinds: readonly { value: KeyKind; label: string }[] = [
  { value: 'ingest', label: kindTexts.ingest },
  { value: 'read', label: kindTexts.read },
  { value: 'admin', label: kindTexts.admin },
]

export const kindHints: Record<KeyKind, string> = {
  ingest: 'Sends telemetry, and reads nothing.',
  read: 'Reads runs by the JSON API.',
  guard: 'Opens nothing yet.',
  replay: 'Opens nothing yet.',
  admin: 'Reads and sends, and changes views, links and the project.',
}

export const stateTexts: Record<KeyState, { label: string; tone: BadgeProps['tone'] }> = {
  active: { label: 'active', tone: 'good' },
  ending: { label: 'rotated, ending', tone: 'warn' },
  expired: { label: 'expired', tone: 'neutral' },
  revoked: { label: 'revoked', tone: 'bad' },
}

/** A name, or what else tells a key from others. */
export function keyName({ name, prefix }: Pick<KeyView, 'name' | 'prefix'>): string {
  return name === '' ? `${prefix}…` : name
}

export function limitTexts({ quota: { requestsPerMinute, bytesPerMinute } }: Pick<KeyView, 'quota'>): string[] {
  return [
    requestsPerMinute === null ? '' : `${formatCountExact(requestsPerMinute)} requests/min`,
    bytesPerMinute === null ? '' : `${bytesPerMinute / bytesPerMegabyte} MB/min`,
  ].filter((text) => text !== '')
}

export const bytesPerMegabyte = 1_000_000
