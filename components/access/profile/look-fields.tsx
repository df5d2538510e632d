'use client'

import { densities, themes } from '#components/layout/look-choices.ts'
import { usePreferences } from '#components/layout/use-preferences.ts'
import { SelectField } from '#components/ui/select-field.tsx'

/** How the pages look in this browser. */
export function LookFields() {
  const [{ theme, density }, setPreferences] = usePreferences()
  return (
    <div className="grid max-w-96 grid-cols-2 gap-3">
      <SelectField
        label="Theme"
        value={theme}
        options={themes}
        onValueChange={(next) => setPreferences({ theme: next })}
      />
      <SelectField
        label="Rows"
        value={density}
        options={densities}
        onValueChange={(next) => setPreferences({ density: next })}
      />
      <p className="col-span-2 text-sm text-ink-2">Kept in this browser.</p>
    </div>
  )
}
