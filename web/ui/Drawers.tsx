import { Button, Drawer, Form, type FormInstance, Space } from 'antd'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Words } from '#contract/words.ts'
import { fieldIssues } from '#web/client/problem.ts'
import { useWords } from '#web/client/session.tsx'
import { text } from './text.ts'
import { leaveQuestion, UnsavedGuard } from './UnsavedGuard.tsx'
import { useConfirm } from './use-confirm.tsx'

type Said = Words | string
const useSaid = () => {
  const say = useWords()
  return (words: Said): string => (typeof words === 'string' ? words : say(words))
}

/**
 * What a drawer shows, and whether it is open. While it closes it keeps showing the same, so that nothing jumps.
 * `const editor = useDrawer<Campaign>()`, `editor.show(campaign)`, `<FormDrawer open={editor.open} …>`.
 */
export const useDrawer = <T,>() => {
  const [state, setState] = useState<{ open: boolean; shown: T | undefined }>({ open: false, shown: undefined })
  return {
    ...state,
    show: (shown?: T) => setState({ open: true, shown }),
    close: () => setState(({ shown }) => ({ open: false, shown })),
  }
}

/** Shows one thing beside its list. */
export const DetailDrawer = ({
  open,
  title,
  onClose,
  extra,
  width = 640,
  children,
}: {
  open: boolean
  title: Said
  onClose: () => void
  extra?: ReactNode
  width?: number
  children: ReactNode
}) => {
  const said = useSaid()
  return (
    <Drawer open={open} title={said(title)} onClose={onClose} extra={extra} size={width} destroyOnHidden>
      {children}
    </Drawer>
  )
}

/** Puts what the server said about single fields beside these fields. True if there was something to put. */
export const showFieldIssues = (form: FormInstance, error: unknown, words: string): boolean => {
  const named = fieldIssues(error).filter(({ field }) => form.getFieldInstance(field.split('.')) !== undefined)
  form.setFields(named.map(({ field }) => ({ name: field.split('.'), errors: [words] })) as never)
  return named.length > 0
}

export type FormDrawerProps<V extends object> = {
  open: boolean
  title: Said
  /** What the form starts with each time it opens. */
  values?: Partial<V> | undefined
  onClose: () => void
  /** Saves; the drawer stays open while it runs and when it is refused. Close it in `onDone`. */
  onSave: (values: V) => Promise<unknown>
  action?: Words
  width?: number
  children: ReactNode
}

/** A form beside its list: saves, tells which fields the server refused, and asks before losing what was typed. */
export const FormDrawer = <V extends object>({ open, title, values, onClose, onSave, ...look }: FormDrawerProps<V>) => {
  const [form] = Form.useForm<V>()
  const [touched, setTouched] = useState(false)
  const [saving, setSaving] = useState(false)
  const say = useWords()
  const said = useSaid()
  const confirm = useConfirm()

  const start = useRef(values)
  start.current = values
  // Only when it opens: what somebody is typing must survive a new rendering of the page below.
  useEffect(() => {
    if (!open) return
    form.resetFields()
    form.setFieldsValue((start.current ?? {}) as never)
    setTouched(false)
  }, [open, form])

  const close = async () => {
    const sure = !touched || (await confirm(leaveQuestion))
    if (sure) onClose()
  }
  const save = async (filled: V) => {
    setSaving(true)
    await onSave(filled).then(
      () => setTouched(false),
      (error: unknown) => showFieldIssues(form, error, say(text.checkThis)),
    )
    setSaving(false)
  }
  return (
    <Drawer
      open={open}
      title={said(title)}
      onClose={() => void close()}
      size={look.width ?? 480}
      forceRender
      footer={
        <Space style={{ display: 'flex', justifyContent: 'flex-end' }}>
          <Button onClick={() => void close()}>{say(text.cancel)}</Button>
          <Button type="primary" loading={saving} onClick={() => form.submit()}>
            {say(look.action ?? text.save)}
          </Button>
        </Space>
      }
    >
      <UnsavedGuard unsaved={open && touched} />
      <Form<V>
        form={form}
        layout="vertical"
        requiredMark
        onValuesChange={() => setTouched(true)}
        onFinish={(filled) => void save(filled)}
      >
        {look.children}
      </Form>
    </Drawer>
  )
}

/** Names and values, one under the other in two columns: the facts of one thing. */
export const Facts = ({ items }: { items: readonly { name: Words; value: ReactNode; wide?: boolean }[] }) => {
  const say = useWords()
  return (
    <dl className="ca-facts">
      {items.map(({ name, value, wide }) => (
        <div key={name.en} className={wide ? 'ca-facts-wide' : undefined}>
          <dt>{say(name)}</dt>
          <dd>{value ?? '–'}</dd>
        </div>
      ))}
    </dl>
  )
}
