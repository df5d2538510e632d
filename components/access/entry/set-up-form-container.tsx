'use client'

import { useMutation } from '@tanstack/react-query'
import { TextField } from '#components/ui/text-field.tsx'
import { formText } from '#components/ui/form-text.ts'
import { settingUp } from '#lib/api/account.ts'
import { paths } from '#lib/paths.ts'
import { AccountFields } from './account-fields.tsx'
import { EntryForm } from './entry-form.tsx'
import { EntryFrame } from './entry-frame.tsx'
import { leaveFor } from './leave-for.ts'
import { NewPasswordField } from './new-password-field.tsx'

/** `email` is null for the first owner, else the account that gets a new password. */
export function SetUpFormContainer({ token, email }: { token: string; email: string | null }) {
  const setUp = useMutation({ ...settingUp(), onSuccess: () => leaveFor(paths.home) })
  const form = {
    busy: setUp.isPending || setUp.isSuccess,
    error: setUp.error?.message ?? null,
    onSubmit: (fields: FormData) =>
      setUp.mutate({
        token,
        email: email === null ? formText(fields, 'email') : null,
        name: formText(fields, 'name'),
        password: formText(fields, 'password'),
      }),
  }
  if (email === null) {
    return (
      <EntryFrame title="Set up Tachograph" lead="You become the owner: you see every project, and invite the others.">
        <EntryForm action="Create the owner" doing="Creating …" {...form}>
          <AccountFields />
        </EntryForm>
      </EntryFrame>
    )
  }
  return (
    <EntryFrame title="Set a new password" lead="Every device that is signed in to this account is signed out by it.">
      <EntryForm action="Set the password" doing="Setting …" {...form}>
        <TextField label="E-mail" type="email" autoComplete="username" defaultValue={email} readOnly />
        <NewPasswordField label="New password" email={email} />
      </EntryForm>
    </EntryFrame>
  )
}
