'use client'

import { Columns3, GripVertical } from 'lucide-react'
import { useId, useState, type DragEvent, type KeyboardEvent } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { cn } from '#components/ui/cn.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Input } from '#components/ui/input.tsx'
import { Popover } from '#components/ui/popover.tsx'
import type { ListColumns } from '#lib/domain/list-columns.ts'
import { moveColumn, toggleColumn } from './column-layout.ts'

type PickedColumn = { id: string; header: string; width: number; group: string; fixed?: boolean }

type ColumnPickerProps = {
  all: readonly PickedColumn[]
  groups: readonly string[]
  columns: ListColumns
  onChange: (columns: ListColumns) => void
  isChanged: boolean
  onReset: () => void
}

/** Which columns stand where: the shown ones to be ordered, the others by topic. */
export function ColumnPicker({ all, groups, columns, onChange, isChanged, onReset }: ColumnPickerProps) {
  const [text, setText] = useState('')
  const isWanted = ({ header }: PickedColumn) => header.toLowerCase().includes(text.trim().toLowerCase())
  const hidden = all.filter((column) => !columns.shown.includes(column.id) && isWanted(column))
  return (
    <Popover
      label="Columns"
      align="end"
      className="max-h-[min(34rem,var(--available-height))] w-64 p-0"
      trigger={
        <IconButton label="Columns" className="max-narrow:hidden">
          <Columns3 />
        </IconButton>
      }
    >
      <div className="sticky top-0 z-10 border-b bg-raised p-2">
        <Input
          type="search"
          aria-label="Find a column"
          placeholder="Find a column"
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="w-full"
        />
      </div>
      <div className="p-2">
        <ShownColumns all={all.filter(isWanted)} columns={columns} onChange={onChange} />
        {groups.map((group) => {
          const inGroup = hidden.filter((column) => column.group === group)
          if (inGroup.length === 0) return null
          return (
            <section key={group} aria-label={group} className="pt-2">
              <h3 className="px-1 pb-0.5 text-xs text-ink-3">{group}</h3>
              {inGroup.map(({ id, header }) => (
                <div key={id} className="flex h-7 items-center rounded px-1 pl-6 hover:bg-hover">
                  <Checkbox checked={false} onCheckedChange={() => onChange(toggleColumn(columns, id, all))}>
                    {header}
                  </Checkbox>
                </div>
              ))}
            </section>
          )
        })}
      </div>
      <div className="sticky bottom-0 border-t bg-raised p-2">
        <Button variant="ghost" size="sm" disabled={!isChanged} onClick={onReset}>
          Reset columns and widths
        </Button>
      </div>
    </Popover>
  )
}

type ShownColumnsProps = Pick<ColumnPickerProps, 'all' | 'columns' | 'onChange'>

/** Dragged, or moved by Alt and an arrow key while one of its controls has the focus. */
function ShownColumns({ all, columns, onChange }: ShownColumnsProps) {
  const [dragged, setDragged] = useState<string | null>(null)
  const hintId = useId()
  const shown = columns.shown.flatMap((id) => all.find((column) => column.id === id) ?? [])
  const move = (id: string, to: number) => onChange(moveColumn(columns, id, to))

  const handlersOf = (id: string) => ({
    draggable: true,
    onDragStart: (event: DragEvent) => {
      event.dataTransfer.effectAllowed = 'move'
      setDragged(id)
    },
    onDragOver: (event: DragEvent) => {
      if (dragged === null) return
      event.preventDefault()
      if (dragged !== id) move(dragged, columns.shown.indexOf(id))
    },
    onDragEnd: () => setDragged(null),
    onKeyDown: (event: KeyboardEvent) => {
      if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
      event.preventDefault()
      move(id, columns.shown.indexOf(id) + (event.key === 'ArrowUp' ? -1 : 1))
    },
  })
  return (
    <section aria-label="Shown">
      <h3 id={hintId} className="px-1 pb-0.5 text-xs text-ink-3">
        Shown · drag, or Alt ↑ ↓ to order
      </h3>
      <ul aria-describedby={hintId}>
        {shown.map(({ id, header, fixed }) => (
          <li
            key={id}
            {...handlersOf(id)}
            className={cn(
              'flex h-7 cursor-grab items-center gap-1 rounded px-1 hover:bg-hover',
              dragged === id && 'bg-accent-soft',
            )}
          >
            <GripVertical aria-hidden className="size-3.5 shrink-0 text-ink-3" />
            <Checkbox
              checked
              disabled={fixed === true}
              onCheckedChange={() => onChange(toggleColumn(columns, id, all))}
            >
              {header}
            </Checkbox>
          </li>
        ))}
      </ul>
    </section>
  )
}
