'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { DialogForm } from '#components/ui/dialog-form.tsx'
import { formText } from '#components/ui/form-text.ts'
import { ShownOnce } from '#components/ui/shown-once.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import type { InvitationInput, NewInvitation } from '#lib/domain/access/member-input.ts'
import type { Role } from '#lib/domain/access/role.ts'
import { paths } from '#lib/paths.ts'
import { roleLabel, roleTexts } from '../role-texts.ts'

type InviteDialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** The invitation that was just made: its link is shown this once. */
  made: NewInvitation | null
  busy: boolean
  error: string | null
  onInvite: (input: InvitationInput) => void
  onAnother: () => void
}

/** Makes a link by which one person joins the project. */
export function InviteDialog({ open, onOpenChange, made, onAnother, ...form }: InviteDialogProps) {
  return (
    <Dialog
      title="Invite to this project"
      description="The link works once, for a week. Send it yourself: Tachograph sends no mail."
      open={open}
      onOpenChange={onOpenChange}
      stays={made !== null}
      className="w-[min(28rem,calc(100vw-2rem))]"
    >
      {made === null ? <InviteForm {...form} /> : <MadeInvitation made={made} onAnother={onAnother} />}
    </Dialog>
  )
}

function InviteForm({ onInvite, ...form }: Pick<InviteDialogProps, 'busy' | 'error' | 'onInvite'>) {
  const [role, setRole] = useState<Role>('viewer')
  return (
    <DialogForm
      action="Make the link"
      doing="Making …"
      onSubmit={(fields) => onInvite({ email: formText(fields, 'email').trim(), role })}
      {...form}
    >
      <TextField
        label="E-mail"
        name="email"
        type="email"
        maxLength={254}
        autoComplete="off"
        placeholder="anybody who has the link"
        hint="Only this address can use the link. Left empty, whoever has the link can."
      />
      <RoleChoice role={role} onRole={setRole} />
    </DialogForm>
  )
}

function RoleChoice({ role, onRole }: { role: Role; onRole: (role: Role) => void }) {
  return (
    <fieldset className="grid gap-1">
      <legend className="pb-1 text-sm font-medium">Role</legend>
      {roleTexts.map(({ value, label, meaning }) => (
        <label key={value} className="flex items-baseline gap-2">
          <input
            type="radio"
            name="role"
            value={value}
            checked={role === value}
            onChange={() => onRole(value)}
            className="accent-accent-solid"
          />
          <span>
            {label} <span className="text-sm text-ink-2">{meaning}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

function MadeInvitation({ made: { invitation, token }, onAnother }: { made: NewInvitation; onAnother: () => void }) {
  const href = new URL(paths.invitation(token), window.location.origin).href
  const whom = invitation.email || 'Whoever has it first'
  return (
    <div className="flex flex-col gap-4">
      <ShownOnce label="The link" copyLabel="Copy the link" text={href}>
        {whom} joins as {roleLabel(invitation.role).toLowerCase()}. Copy it now: it is not kept, and cannot be shown
        again.
      </ShownOnce>
      <Button className="self-end" onClick={onAnother}>
        Invite another
      </Button>
    </div>
  )
}
