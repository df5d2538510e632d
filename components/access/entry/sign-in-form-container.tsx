'use client'

import { useMutation } from '@tanstack/react-query'
import { PasswordField } from '#components/ui/password-field.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { formText } from '#components/ui/form-text.ts'
import { signingIn } from '#lib/api/account.ts'
import { EntryForm } from './entry-form.tsx'

type SignInFormContainerProps = {
  /** Whom it can only be. */
  email?: string
  onSignedIn: () => void
}

export function SignInFormContainer({ email = '', onSignedIn }: SignInFormContainerProps) {
  const signIn = useMutation({ ...signingIn(), onSuccess: onSignedIn })
  return (
    <EntryForm
      action="Sign in"
      doing="Signing in …"
      busy={signIn.isPending || signIn.isSuccess}
      error={signIn.error?.message ?? null}
      onSubmit={(fields) => signIn.mutate({ email: formText(fields, 'email'), password: formText(fields, 'password') })}
    >
      <TextField
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        defaultValue={email}
        readOnly={email !== ''}
        required
      />
      <PasswordField label="Password" name="password" autoComplete="current-password" required />
    </EntryForm>
  )
}
