'use client'

import { useQuery } from '@tanstack/react-query'
import {
  Bookmark,
  Box,
  CalendarClock,
  CornerDownLeft,
  History,
  Keyboard,
  LayoutGrid,
  Moon,
  Rows3,
  Rows4,
  Sun,
  SunMoon,
  type LucideIcon,
} from 'lucide-react'
import { timeRangePresets } from '#components/filters/parse-time-range.ts'
import { builtInViews, savedView } from '#components/run-list/views/list-view.ts'
import { viewQueries } from '#lib/api/views.ts'
import { paths } from '#lib/paths.ts'
import { useShell } from '../shell-context.tsx'
import { useNavItems } from '../use-nav-items.ts'
import { usePreferences, type Preferences } from '../use-preferences.ts'
import { useProjectLinks } from '../use-project-links.ts'
import { useRecentRuns } from '../use-recent-runs.ts'
import { useShortcutGroups } from '../use-shortcuts.ts'
import { command, type PaletteCommand } from './palette-command.ts'
import { useAccountCommands, useProjectCommands } from './use-access-commands.ts'

type Navigation = { go: (href: string) => void; setRange: (range: { from: string | null; to: string | null }) => void }

/** Everything that the palette offers before a run is searched. */
export function usePaletteCommands({ go, setRange }: Navigation): PaletteCommand[] {
  const { project, setOverlay } = useShell()
  const recent = useRecentRuns(project)
  const saved = useQuery(viewQueries.list(project))
  const views = [...builtInViews, ...(saved.data?.items ?? []).map(savedView)]
  return [
    ...usePageActions(),
    ...recent.map(({ runId, title }) =>
      command('Recent runs', `run ${runId}`, title, History, () => go(paths.run(project, runId)), runId),
    ),
    ...useNavItems()(project).map(({ label, icon, href, key, keywords }) => ({
      ...command('Pages', `page ${label}`, label, icon, () => go(href(project)), keywords),
      shortcut: key === undefined ? undefined : `g ${key}`,
    })),
    command('Pages', 'page Projects', 'All projects', LayoutGrid, () => go(paths.projects()), 'projects create rename'),
    ...useProjectCommands(go),
    ...useOtherProjects(go),
    ...views.map(({ viewId, name, filter }) =>
      command('Views of the runs', `view ${viewId}`, name, Bookmark, () =>
        go(paths.runs(project, { ...filter, view: viewId === 'all' ? undefined : viewId })),
      ),
    ),
    ...timeRangePresets.map(({ label, from }) =>
      command('Time range', `range ${label}`, label, CalendarClock, () => setRange({ from, to: null }), 'time range'),
    ),
    ...useAppearance(),
    command('Appearance', 'shortcuts', 'Keyboard shortcuts', Keyboard, () => setOverlay('shortcuts'), 'help keys'),
    ...useAccountCommands(go),
  ]
}

/** The same page of every other project. */
function useOtherProjects(go: Navigation['go']): PaletteCommand[] {
  const { project: here } = useShell()
  return useProjectLinks()
    .filter(({ project }) => project !== here)
    .map(({ project, name, href }) =>
      command('Switch project', `project ${project}`, name, Box, () => go(href), `project switch to ${project}`),
    )
}

/** Keys that move, open or check a row are no commands. */
const movingKeys = /^(Arrow.*|Page.*|Home|End|Enter|Escape| |[jknpx[\]]|g .)$/

/** What the keys of the page do. */
function usePageActions(): PaletteCommand[] {
  const { setOverlay } = useShell()
  return useShortcutGroups()
    .filter(({ title }) => title !== 'Everywhere')
    .flatMap(({ title, shortcuts }) =>
      shortcuts
        .filter(({ keys }) => !keys.some((key) => movingKeys.test(key)))
        .map(({ keys, label, run }) => ({
          ...command('This page', `action ${title} ${label}`, label, CornerDownLeft, () => {
            setOverlay(null)
            // The palette gives the focus back first: what opens then keeps it.
            setTimeout(run)
          }),
          shortcut: keys[0],
        })),
    )
}

const looks: readonly { label: string; icon: LucideIcon; change: Partial<Preferences> }[] = [
  { label: 'Light theme', icon: Sun, change: { theme: 'light' } },
  { label: 'Dark theme', icon: Moon, change: { theme: 'dark' } },
  { label: 'Theme as the system', icon: SunMoon, change: { theme: 'system' } },
  { label: 'Compact rows', icon: Rows4, change: { density: 'compact' } },
  { label: 'Comfortable rows', icon: Rows3, change: { density: 'comfortable' } },
]

function useAppearance(): PaletteCommand[] {
  const { setOverlay } = useShell()
  const [, setPreferences] = usePreferences()
  return looks.map(({ label, icon, change }) =>
    command(
      'Appearance',
      `look ${label}`,
      label,
      icon,
      () => {
        setPreferences(change)
        setOverlay(null)
      },
      'appearance density colour mode',
    ),
  )
}
