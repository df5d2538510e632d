'use client'

import { useState } from 'react'
import { TimeText } from '#components/run-list/time-text.tsx'
import { FindBox } from '#components/table/find-box.tsx'
import { findRows, worthFinding } from '#components/table/find-rows.ts'
import { ShortTable, type ShortColumn } from '#components/table/short-table.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import { keyState, type KeyView } from '#lib/domain/access/key.ts'
import { nsOfIso } from '#lib/format/time.ts'
import { makerText } from '../maker-text.ts'
import { keyName, kindTexts, limitTexts, stateTexts } from './key-texts.ts'

type KeyTablesProps = {
  keys: readonly KeyView[]
  nowMs: number
  onRotate: (key: KeyView) => void
  onRevoke: (key: KeyView) => void
}

/** Keys that work, then those that do not any more. */
export function KeyTables({ keys, nowMs, onRotate, onRevoke }: KeyTablesProps) {
  const [typed, setTyped] = useState('')
  const found = findRows(keys, typed, (key) => [keyName(key), key.prefix, kindTexts[key.kind], ...boundsOf(key)])
  const { open = [], over = [] } = Object.groupBy(found, (key) =>
    ['active', 'ending'].includes(keyState(key, nowMs)) ? 'open' : 'over',
  )
  const prefixes = new Map(keys.map(({ keyId, prefix }) => [keyId, prefix]))
  const columns = keyColumns(nowMs, prefixes)
  return (
    <>
      <ShortTable
        title="Working keys"
        isCounted
        rows={open}
        keyOf={({ keyId }) => keyId}
        empty={
          typed === ''
            ? 'No key of this project works any more: make a new one.'
            : `No key that works is called or bound like “${typed}”.`
        }
        columns={[...columns, actionColumn({ onRotate, onRevoke })]}
        tools={
          keys.length < worthFinding ? null : <FindBox label="Find a key" value={typed} onValueChange={setTyped} />
        }
      />
      {over.length === 0 ? null : (
        <ShortTable
          title="Expired and revoked"
          isCounted
          rows={over}
          keyOf={({ keyId }) => keyId}
          empty=""
          columns={columns}
        />
      )}
    </>
  )
}

const wide = 'whitespace-nowrap max-narrow:hidden'

const keyColumns = (nowMs: number, prefixes: ReadonlyMap<string, string>): ShortColumn<KeyView>[] => [
  {
    header: 'Key',
    className: 'narrow:w-1/4 narrow:min-w-56',
    cell: (key) => <Name item={key} prefixes={prefixes} nowMs={nowMs} />,
  },
  { header: 'Kind', className: wide, cell: ({ kind }) => kindTexts[kind] },
  {
    header: 'Bound to, limited by',
    className: 'min-w-44 max-narrow:hidden max-w-72',
    cell: (key) => <Bounds of={boundsOf(key)} />,
  },
  {
    header: 'Made',
    className: `text-ink-2 ${wide} max-wide:hidden`,
    cell: (key) => (
      <>
        <Time iso={key.createdAt} nowMs={nowMs} />
        <p className="max-w-36 truncate text-sm text-ink-3" title={makerText(key)}>
          {makerText(key)}
        </p>
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
  const { prefix, replaces, replacedBy, kind, usedAt } = item
  return (
    <div className="min-w-0">
      <p className="flex flex-wrap items-center gap-x-2">
        <bdi className={cn('min-w-0 font-medium wrap-anywhere', item.name === '' && 'text-ink-2')}>
          {item.name || 'no name'}
        </bdi>
        <State item={item} nowMs={nowMs} />
      </p>
      <code className="text-sm text-ink-3">{prefix}…</code>
      {replacedBy === null ? null : <Linked to="followed by" prefix={prefixes.get(replacedBy)} />}
      {replaces === null ? null : <Linked to="in place of" prefix={prefixes.get(replaces)} />}
      <p className="flex flex-wrap gap-x-2 pt-0.5 text-sm text-ink-2 narrow:hidden">
        {kindTexts[kind]}
        <span>{usedAt === null ? 'never used' : <Used iso={usedAt} nowMs={nowMs} />}</span>
      </p>
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

/** A key that simply works needs no mark. */
function State({ item, nowMs }: { item: KeyView; nowMs: number }) {
  const state = keyState(item, nowMs)
  const { label, tone } = stateTexts[state]
  return state === 'active' ? null : <Badge tone={tone}>{label}</Badge>
}

function Bounds({ of: texts }: { of: readonly string[] }) {
  if (texts.length === 0) return <span className="text-ink-3">nothing</span>
  return texts.map((text) => (
    <p key={text} className="tabular truncate" title={text}>
      {text}
    </p>
  ))
}

function boundsOf(key: KeyView): string[] {
  const { tenant, environment } = key
  return [
    ...(tenant === null ? [] : [`tenant ${tenant}`]),
    ...(environment === null ? [] : [`environment ${environment}`]),
    ...limitTexts(key),
  ]
}

type TimeProps = { iso: string; nowMs: number }

function Time({ iso, nowMs }: TimeProps) {
  return <TimeText ns={nsOfIso(iso)} nowMs={nowMs} />
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
