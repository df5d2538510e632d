import type { LucideIcon } from 'lucide-react'

/** Headings of the palette, in the order in which they stand while nothing is typed. */
export const paletteGroups = [
  'This page',
  'Recent runs',
  'Pages',
  'Project',
  'Switch project',
  'Views of the runs',
  'Time range',
  'Appearance',
  'Account',
] as const
export type PaletteGroup = (typeof paletteGroups)[number] | 'Runs'

export type PaletteCommand = {
  /** Unique in the palette. */
  id: string
  group: PaletteGroup
  label: string
  /** What else one may call it. */
  keywords?: string
  icon: LucideIcon
  /** A key that does the same. */
  shortcut?: string
  run: () => void
}

export function command(
  group: PaletteCommand['group'],
  id: string,
  label: string,
  icon: LucideIcon,
  run: () => void,
  keywords?: string,
): PaletteCommand {
  return { group, id, label, icon, run, keywords }
}
