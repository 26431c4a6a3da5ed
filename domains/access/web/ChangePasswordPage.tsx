import { useRouter } from '@tanstack/react-router'
import { Alert, Button, Form } from 'antd'
import { useEffect } from 'react'
import { problemWords } from '#web/client/problem.ts'
import { useMe, useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { PasswordField } from '#web/ui/fields.tsx'
import { changePassword, getMe, signOut } from '../contract.ts'
import style from './sign-in.module.css'
import { text } from './text.ts'

type Passwords = { current: string; next: string; again: string }

/** Changes the own password; after a first sign-in or a reset nothing else is open until then. */
export const ChangePasswordPage = () => {
  const say = useWords()
  const { mustChangePassword } = useMe()
  const router = useRouter()
  const [form] = Form.useForm<Passwords>()
  const leave = useDo(signOut, { onDone: () => location.assign('/sign-in') })
  const change = useDo(changePassword, {
    refresh: [getMe],
    done: text.changed,
    onProblem: () => true,
  })
  // The shell stays closed until it heard that the password is a person's own: go on only then.
  const free = change.isSuccess && !mustChangePassword
  useEffect(() => {
    if (free) router.history.push('/')
  }, [free, router])
  const same = {
    validator: (_: unknown, again: string) =>
      again === form.getFieldValue('next') ? Promise.resolve() : Promise.reject(new Error(say(text.differs))),
  }
  return (
    <div className={style.narrow}>
      <section className={style.box}>
        <h1>{say(text.changePassword)}</h1>
        <p>{say(mustChangePassword ? text.mustChange : text.passwordRule)}</p>
        <Form<Passwords>
          form={form}
          layout="vertical"
          requiredMark={false}
          onFinish={({ current, next }) => change.mutate({ body: { current, next } })}
        >
          {change.error && (
            <Alert className={style.problem ?? ''} type="error" showIcon title={say(problemWords(change.error))} />
          )}
          <PasswordField name="current" label={text.current} complete="current-password" required />
          <PasswordField name="next" label={text.next} help={text.passwordRule} complete="new-password" required />
          <PasswordField name="again" label={text.again} complete="new-password" required rules={[same]} />
          <div className={style.buttons}>
            {mustChangePassword ? (
              <Button onClick={() => leave.mutate()}>{say(text.signOut)}</Button>
            ) : (
              <Button onClick={() => router.history.back()}>{say(text.back)}</Button>
            )}
            <Button type="primary" htmlType="submit" loading={change.isPending}>
              {say(text.changePassword)}
            </Button>
          </div>
        </Form>
      </section>
    </div>
  )
}
