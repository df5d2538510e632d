'use client'

import { useState, type FormEvent } from 'react'
import { Button } from '#components/ui/button.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Input } from '#components/ui/input.tsx'
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

function InviteForm({ busy, error, onInvite }: Pick<InviteDialogProps, 'busy' | 'error' | 'onInvite'>) {
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('viewer')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onInvite({ email: email.trim(), role })
  }
  return (
    <form onSubmit={submit} className="grid gap-4">
      <div className="grid gap-1">
        <label htmlFor="invite-email" className="text-sm font-medium">
          E-mail
        </label>
        <Input
          id="invite-email"
          aria-describedby="invite-email-hint"
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the dialog was opened to type this
          autoFocus
          type="email"
          maxLength={254}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <span id="invite-email-hint" className="text-sm text-ink-2">
          Only this address can use the link. Left empty, whoever has the link can.
        </span>
      </div>
      <RoleChoice role={role} onRole={setRole} />
      {error === null ? null : (
        <p role="alert" className="text-sm text-bad">
          {error}
        </p>
      )}
      <Button type="submit" variant="primary" disabled={busy} className="justify-self-end">
        Make the link
      </Button>
    </form>
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
    <div className="grid gap-3">
      <div className="grid gap-1">
        <div className="flex items-center gap-1">
          <Input
            aria-label="The link"
            readOnly
            value={href}
            className="flex-1"
            onFocus={(event) => event.target.select()}
          />
          <CopyButton text={href} label="Copy the link" size="md" />
        </div>
        <p className="text-sm text-ink-2">
          {whom} joins as {roleLabel(invitation.role).toLowerCase()}. Copy it now: it is not kept, and cannot be shown
          again.
        </p>
      </div>
      <Button className="justify-self-end" onClick={onAnother}>
        Invite another
      </Button>
    </div>
  )
}
