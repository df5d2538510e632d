'use client'

import { Keyboard, SunMoon } from 'lucide-react'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Menu, MenuItem, MenuRadioGroup, MenuSeparator } from '#components/ui/menu.tsx'
import { densities, themes } from './look-choices.ts'
import { useShell } from './shell-context.tsx'
import { usePreferences, type Preferences } from './use-preferences.ts'

/** Theme and density, kept in this browser. */
export function ViewMenu() {
  const { setOverlay } = useShell()
  const [{ theme, density }, setPreferences] = usePreferences()
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label="Theme and density">
          <SunMoon />
        </IconButton>
      }
    >
      <MenuRadioGroup<Preferences['theme']>
        label="Theme"
        value={theme}
        options={themes}
        onValueChange={(next) => setPreferences({ theme: next })}
      />
      <MenuSeparator />
      <MenuRadioGroup<Preferences['density']>
        label="Rows"
        value={density}
        options={densities}
        onValueChange={(next) => setPreferences({ density: next })}
      />
      <MenuSeparator />
      <MenuItem onClick={() => setOverlay('shortcuts')}>
        <Keyboard /> Keyboard shortcuts
      </MenuItem>
    </Menu>
  )
}
