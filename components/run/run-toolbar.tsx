'use client'

import { ChevronsDownUp, ChevronsUpDown } from 'lucide-react'
import { IconButton } from '#components/ui/icon-button.tsx'

export function LevelButtons({ onAll }: { onAll: (open: boolean) => void }) {
  return (
    <span className="flex">
      <IconButton size="sm" label="Open all; ] opens one level" onClick={() => onAll(true)}>
        <ChevronsUpDown />
      </IconButton>
      <IconButton size="sm" label="Close all; [ closes one level" onClick={() => onAll(false)}>
        <ChevronsDownUp />
      </IconButton>
    </span>
  )
}
