import type { ReactNode } from 'react'
import { TimeText } from '#components/run-list/time-text.tsx'
import { ShortTable, type ShortColumn } from '#components/table/short-table.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { keyState, type KeyView } from '#lib/domain/access/key.ts'
import { keyName, kindTexts, limitTexts, makerText, stateTexts } from './key-texts.ts'

type KeyTablesProps = {
  keys: readonly KeyView[]
  nowMs: number
  onRotate: (key: KeyView) => void
  onRevoke: (key: KeyView) => void
}

/** Keys that work, then those that do not any more. */
export function KeyTables({ keys, nowMs, onRotate, onRevoke }: KeyTablesProps) {
  const { open = [], over = [] } = Object.groupBy(keys, (key) =>
    ['active', 'ending'].includes(keyState(key, nowMs)) ? 'open' : 'over',
  )
  const prefixes = new Map(keys.map(({ keyId, prefix }) => [keyId, prefix]))
  const columns = keyColumns(nowMs, prefixes)
  return (
    <>
      <ShortTable
        title="Working keys"
        rows={open}
        keyOf={({ keyId }) => keyId}
        empty="No key of this project works any more: make a new one."
        columns={[...columns, actionColumn({ onRotate, onRevoke })]}
      />
      {over.length === 0 ? null : (
        <ShortTable title="Expired and revoked" rows={over} keyOf={({ keyId }) => keyId} empty="" columns={columns} />
      )}
    </>
  )
}

const wide = 'w-px whitespace-nowrap max-narrow:hidden'

const keyColumns = (nowMs: number, prefixes: ReadonlyMap<string, string>): ShortColumn<KeyView>[] => [
  {
    header: 'Key',
    className: 'min-w-40 max-w-80',
    cell: (key) => <Name item={key} prefixes={prefixes} nowMs={nowMs} />,
  },
  { header: 'State', className: wide, cell: (key) => <State item={key} nowMs={nowMs} /> },
  { header: 'Kind', className: wide, cell: ({ kind }) => kindTexts[kind] },
  { header: 'Bound to', className: `${wide} max-w-48`, cell: (key) => <Lines of={bindingsOf(key)} /> },
  { header: 'Limits', className: `tabular ${wide}`, cell: (key) => <Lines of={limitTexts(key)} /> },
  {
    header: 'Made',
    className: `text-ink-2 ${wide}`,
    cell: (key) => (
      <>
        <Time iso={key.createdAt} nowMs={nowMs} />
        <p className="max-w-40 truncate text-sm text-ink-3">{makerText(key)}</p>
      </>
    ),
  },
  {
    header: 'Last used',
    className: `text-ink-2 ${wide}`,
    cell: ({ usedAt }) => (usedAt === null ? 'never' : <Time iso={usedAt} nowMs={nowMs} />),
  },
  {
    header: 'Expires',
    className: `text-ink-2 ${wide}`,
    cell: ({ expiresAt }) => (expiresAt === null ? 'never' : <Time iso={expiresAt} nowMs={nowMs} />),
  },
]

type Handlers = Pick<KeyTablesProps, 'onRotate' | 'onRevoke'>

const actionColumn = (handlers: Handlers): ShortColumn<KeyView> => ({
  header: 'Actions',
  align: 'end',
  className: 'w-px',
  cell: (key) => <Actions item={key} {...handlers} />,
})

type NameProps = { item: KeyView; prefixes: ReadonlyMap<string, string>; nowMs: number }

function Name({ item, prefixes, nowMs }: NameProps) {
  const { name, prefix, replaces, replacedBy, kind, usedAt } = item
  return (
    <div className="min-w-0">
      {name === '' ? null : <p className="truncate font-medium">{name}</p>}
      <code className="text-sm whitespace-nowrap text-ink-3">{prefix}…</code>
      {replacedBy === null ? null : <Linked to="followed by" prefix={prefixes.get(replacedBy)} />}
      {replaces === null ? null : <Linked to="in place of" prefix={prefixes.get(replaces)} />}
      <div className="flex flex-wrap items-center gap-2 pt-1 text-sm text-ink-2 narrow:hidden">
        <State item={item} nowMs={nowMs} /> {kindTexts[kind]}
        <span>{usedAt === null ? 'never used' : <Used iso={usedAt} nowMs={nowMs} />}</span>
      </div>
    </div>
  )
}

function Linked({ to, prefix }: { to: string; prefix: string | undefined }) {
  return (
    <p className="truncate text-sm text-ink-3">
      {to} {prefix === undefined ? 'a deleted key' : <code>{prefix}…</code>}
    </p>
  )
}

function Used({ iso, nowMs }: TimeProps) {
  return (
    <>
      used <Time iso={iso} nowMs={nowMs} />
    </>
  )
}

function State({ item, nowMs }: { item: KeyView; nowMs: number }) {
  const { label, tone } = stateTexts[keyState(item, nowMs)]
  return <Badge tone={tone}>{label}</Badge>
}

function Lines({ of: texts }: { of: readonly string[] }): ReactNode {
  if (texts.length === 0) return <span className="text-ink-3">–</span>
  return texts.map((text) => (
    <p key={text} className="truncate">
      {text}
    </p>
  ))
}

function bindingsOf({ tenant, environment }: KeyView): string[] {
  return [tenant === null ? '' : `tenant ${tenant}`, environment === null ? '' : `env ${environment}`].filter(
    (text) => text !== '',
  )
}

type TimeProps = { iso: string; nowMs: number }

function Time({ iso, nowMs }: TimeProps) {
  return <TimeText ns={`${Date.parse(iso)}000000`} nowMs={nowMs} />
}

function Actions({ item, onRotate, onRevoke }: Handlers & { item: KeyView }) {
  const name = keyName(item)
  return (
    <div className="flex justify-end gap-1.5 max-narrow:flex-col">
      {item.replacedBy === null ? (
        <Button size="sm" aria-label={`Rotate ${name}`} onClick={() => onRotate(item)}>
          Rotate
        </Button>
      ) : null}
      <Button size="sm" variant="danger" aria-label={`Revoke ${name}`} onClick={() => onRevoke(item)}>
        Revoke
      </Button>
    </div>
  )
}
