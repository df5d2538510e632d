'use client'

import { Dialog as Base } from '@base-ui/react/dialog'
import { Command } from 'cmdk'
import { ArrowRight, Hash, Keyboard, Moon, Rows3, Rows4, Search, Sun, SunMoon, type LucideIcon } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { paths } from '#lib/paths.ts'
import { navItems } from './nav-items.ts'
import { useShell } from './shell-context.tsx'
import { usePreferences, type Preferences } from './use-preferences.ts'

/** Run ids are trace ids: 32 hex digits. */
const runIdPattern = /^[0-9a-f]{32}$/

/** ⌘K: go to a page, a run by its id, the runs that contain a text, or change the view. */
export function CommandPalette() {
  const { overlay, setOverlay } = useShell()
  return (
    <Base.Root open={overlay === 'palette'} onOpenChange={(open) => setOverlay(open ? 'palette' : null)}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 animate-open bg-scrim" />
        <Base.Popup className="fixed top-[14vh] left-1/2 z-40 w-[min(36rem,calc(100vw-2rem))] -translate-x-1/2 animate-open overflow-hidden rounded-lg bg-raised shadow-float outline-none">
          <Base.Title className="sr-only">Search and commands</Base.Title>
          <PaletteCommands />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

function PaletteCommands() {
  const [text, setText] = useState('')
  return (
    <Command label="Search and commands" loop>
      <div className="flex items-center gap-2 border-b px-3">
        <Search aria-hidden className="size-4 text-ink-3" />
        <Command.Input
          value={text}
          onValueChange={setText}
          placeholder="Go to a page, paste a run id, search runs…"
          className="h-11 min-w-0 flex-1 bg-transparent outline-none placeholder:text-ink-3"
        />
      </div>
      <Command.List className="scroll-quiet max-h-[50vh] overflow-y-auto p-1 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-ink-3">
        <PageCommands />
        <ViewCommands />
        <RunCommands text={text.trim()} />
      </Command.List>
    </Command>
  )
}

function RunCommands({ text }: { text: string }) {
  const { project } = useShell()
  const go = useGo()
  if (text === '') return null
  const runId = text.toLowerCase()
  return (
    <Command.Group heading="Runs" forceMount>
      {runIdPattern.test(runId) ? (
        <PaletteItem
          forceMount
          icon={Hash}
          label={`Open run ${runId}`}
          onSelect={() => go(paths.run(project, runId))}
        />
      ) : null}
      <PaletteItem
        forceMount
        icon={Search}
        label={`Runs that contain “${text}”`}
        onSelect={() => go(paths.runs(project, { q: text }))}
      />
    </Command.Group>
  )
}

function PageCommands() {
  const { project } = useShell()
  const go = useGo()
  return (
    <Command.Group heading="Pages">
      {navItems.map((item) => (
        <PaletteItem key={item.label} icon={item.icon} label={item.label} onSelect={() => go(item.href(project))} />
      ))}
    </Command.Group>
  )
}

const viewCommands: readonly { label: string; icon: LucideIcon; change: Partial<Preferences> }[] = [
  { label: 'Light theme', icon: Sun, change: { theme: 'light' } },
  { label: 'Dark theme', icon: Moon, change: { theme: 'dark' } },
  { label: 'Theme as the system', icon: SunMoon, change: { theme: 'system' } },
  { label: 'Compact rows', icon: Rows4, change: { density: 'compact' } },
  { label: 'Comfortable rows', icon: Rows3, change: { density: 'comfortable' } },
]

function ViewCommands() {
  const { setOverlay } = useShell()
  const [, setPreferences] = usePreferences()
  return (
    <Command.Group heading="View">
      {viewCommands.map(({ label, icon, change }) => (
        <PaletteItem
          key={label}
          icon={icon}
          label={label}
          onSelect={() => {
            setPreferences(change)
            setOverlay(null)
          }}
        />
      ))}
      <PaletteItem icon={Keyboard} label="Keyboard shortcuts" onSelect={() => setOverlay('shortcuts')} />
    </Command.Group>
  )
}

type PaletteItemProps = { icon: LucideIcon; label: string; onSelect: () => void; forceMount?: boolean }

function PaletteItem({ icon: Icon, label, onSelect, forceMount }: PaletteItemProps) {
  return (
    <Command.Item
      value={label}
      forceMount={forceMount}
      onSelect={onSelect}
      className="group flex h-8 cursor-default items-center gap-2.5 rounded px-2 select-none data-[selected=true]:bg-hover"
    >
      <Icon aria-hidden className="size-4 shrink-0 text-ink-3" />
      <span className="min-w-0 flex-1 truncate">{label}</span>
      <ArrowRight aria-hidden className="size-3.5 text-ink-3 opacity-0 group-data-[selected=true]:opacity-100" />
    </Command.Item>
  )
}

function useGo(): (href: string) => void {
  const router = useRouter()
  const { setOverlay } = useShell()
  return (href) => {
    setOverlay(null)
    router.push(href)
  }
}
