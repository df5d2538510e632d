'use client'

import { Dialog as Base } from '@base-ui/react/dialog'
import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import { usePathname, useRouter } from 'next/navigation'
import { useState } from 'react'
import { Kbd } from '#components/ui/kbd.tsx'
import { paths } from '#lib/paths.ts'
import { paletteGroups, type PaletteCommand } from './palette-command.ts'
import { usePaletteCommands } from './use-palette-commands.ts'
import { useRunCommands } from './use-run-commands.ts'
import { rankCommands } from '../rank-commands.ts'
import { keyLabel } from '../shortcut-keys.ts'
import { useShell } from '../shell-context.tsx'
import { useIsMac } from '../use-is-mac.ts'

/** Of each heading while something is typed: the best are what one looks for. */
const mostPerGroup = 6
/** Of each heading before: a hundred projects must not hide what stands below them. */
const mostAtFirst = 12

export function PaletteDialog() {
  const { overlay, setOverlay } = useShell()
  return (
    <Base.Root open={overlay === 'palette'} onOpenChange={(open) => setOverlay(open ? 'palette' : null)}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 animate-open bg-scrim" />
        <Base.Popup className="fixed top-[14vh] left-1/2 z-40 w-[min(36rem,calc(100vw-2rem))] -translate-x-1/2 animate-open overflow-hidden rounded-lg bg-raised shadow-float outline-none max-narrow:top-2">
          <Base.Title className="sr-only">Search and commands</Base.Title>
          <PaletteCommands />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

function PaletteCommands() {
  const [typed, setTyped] = useState('')
  const text = typed.trim()
  const navigation = useNavigation()
  const commands = usePaletteCommands(navigation)
  const runs = useRunCommands(text, navigation)
  const groups = text === '' ? inOrder(commands) : byFit(commands, runs, text)
  return (
    <Command label="Search and commands" loop shouldFilter={false}>
      <div className="flex items-center gap-2 border-b px-3">
        <Search aria-hidden className="size-4 text-ink-3" />
        <Command.Input
          value={typed}
          onValueChange={setTyped}
          placeholder="Go to, do, paste an id, search runs, last 3h…"
          className="h-11 min-w-0 flex-1 bg-transparent outline-none placeholder:text-ink-3"
        />
      </div>
      <Command.List className="scroll-quiet max-h-[min(56vh,32rem)] overflow-y-auto p-1 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-ink-3">
        {groups.map(({ heading, commands: shown }) => (
          <Command.Group key={heading} heading={heading}>
            {shown.map((each) => (
              <PaletteItem key={each.id} command={each} />
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  )
}

type Group = { heading: string; commands: readonly PaletteCommand[] }

function inOrder(commands: readonly PaletteCommand[]): Group[] {
  return paletteGroups
    .map((heading) => ({
      heading,
      commands: commands.filter(({ group }) => group === heading).slice(0, mostAtFirst),
    }))
    .filter((group) => group.commands.length > 0)
}

/** The heading of the best command first; what is searched among runs comes last, unless nothing else fits. */
function byFit(commands: readonly PaletteCommand[], runs: readonly PaletteCommand[], text: string): Group[] {
  const byHeading = Map.groupBy(rankCommands(commands, text), ({ group }) => group)
  const fitting = [...byHeading].map(([heading, group]) => ({ heading, commands: group.slice(0, mostPerGroup) }))
  return [...fitting, { heading: 'Runs', commands: runs }]
}

function PaletteItem({ command: { id, label, icon: Icon, shortcut, run } }: { command: PaletteCommand }) {
  const isMac = useIsMac()
  return (
    <Command.Item
      value={id}
      onSelect={run}
      className="group flex h-8 cursor-default items-center gap-2.5 rounded px-2 select-none data-[selected=true]:bg-hover"
    >
      <Icon aria-hidden className="size-4 shrink-0 text-ink-3" />
      <span className="min-w-0 flex-1 truncate">{label}</span>
      {shortcut === undefined ? null : (
        <span aria-hidden className="flex">
          <Kbd>{keyLabel(shortcut, isMac)}</Kbd>
        </span>
      )}
    </Command.Item>
  )
}

/** Pages whose time range is in their address. */
const rangedPages = /^\/[^/]+\/(runs|sessions|ingest-health)$/

function useNavigation() {
  const router = useRouter()
  const pathname = usePathname()
  const { project, setOverlay } = useShell()
  const go = (href: string) => {
    setOverlay(null)
    router.push(href)
  }
  const setRange = ({ from, to }: { from: string | null; to: string | null }) => {
    if (!rangedPages.test(pathname)) return go(paths.runs(project, { from, to }))
    const query = new URLSearchParams(window.location.search)
    for (const name of ['from', 'to', 'selected', 'peek']) query.delete(name)
    if (from !== null) query.set('from', from)
    if (to !== null) query.set('to', to)
    go(query.size === 0 ? pathname : `${pathname}?${query}`)
  }
  return { go, setRange }
}
