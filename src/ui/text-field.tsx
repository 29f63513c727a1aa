import FormField from '@cloudscape-design/components/form-field'
import Input, { type InputProps } from '@cloudscape-design/components/input'
import type { Ref } from 'react'

interface Props {
  readonly ref?: Ref<InputProps.Ref>
  readonly label: string
  readonly value: string
  /** A line below the field. */
  readonly hint?: string | undefined
  /** What is wrong with the value. */
  readonly error?: string | undefined
  readonly onEnter: () => void
  readonly onType: (value: string) => void
}

/** One line of text about a person: the browser neither fills it in nor corrects it. */
export function TextField({ ref, label, value, hint, error, onEnter, onType }: Props) {
  return (
    <FormField label={label} constraintText={hint} errorText={error} stretch>
      <Input
        {...(ref === undefined ? {} : { ref })}
        value={value}
        autoComplete={false}
        disableBrowserAutocorrect
        spellcheck={false}
        onChange={({ detail }) => onType(detail.value)}
        onKeyDown={({ detail }) => detail.key === 'Enter' && !detail.isComposing && onEnter()}
      />
    </FormField>
  )
}
