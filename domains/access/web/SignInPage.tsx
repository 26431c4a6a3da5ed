import { LockOutlined, UserOutlined } from '@ant-design/icons'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Alert, Button, Form, type FormInstance, Input, type InputRef } from 'antd'
import { useEffect, useRef } from 'react'
import { roles } from '#contract/role.ts'
import { problemWords } from '#web/client/problem.ts'
import { useMeOrNobody, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { LanguageSwitch } from '#web/ui/LanguageSwitch.tsx'
import { Logo } from '#web/ui/Logo.tsx'
import { getMe, listDemoAccounts, signIn } from '../contract.ts'
import { safeReturn } from './safe-return.ts'
import style from './sign-in.module.css'
import { text } from './text.ts'

type Credentials = { loginName: string; password: string }

/** Rings that spread from a bell: what the product is named after. */
const Rings = () => (
  <svg className={style.rings} viewBox="0 0 600 600" aria-hidden="true">
    {[92, 136, 190, 254, 328, 412].map((radius) => (
      <circle key={radius} cx="300" cy="300" r={radius} style={{ opacity: 0.42 - radius / 1100 }} />
    ))}
    <path d="M300 250c-27 0-40 19-40 47 0 31-8 44-19 56h118c-11-12-19-25-19-56 0-28-13-47-40-47Z" />
    <path d="M287 366a13 13 0 0 0 26 0M300 250v-12" />
  </svg>
)

const Story = () => {
  const say = useWords()
  return (
    <section className={style.story}>
      <Rings />
      <div className={style.brand}>
        <Logo size={34} />
        <b>钟鸣</b>
        <span>Carillon</span>
      </div>
      <div className={style.promise}>
        <h2>{say(text.promise)}</h2>
        <p>{say(text.promiseHelp)}</p>
      </div>
    </section>
  )
}

const DemoAccounts = ({ onPick }: { onPick: (account: Credentials) => void }) => {
  const say = useWords()
  const accounts = useAsk(listDemoAccounts).data?.accounts ?? []
  if (accounts.length === 0) return null
  return (
    <section className={style.demo} aria-label={say(text.demoAccounts)}>
      <h2>
        {say(text.demoAccounts)}
        <small>{say(text.demoHelp)}</small>
      </h2>
      <div className={style.demoList}>
        {accounts.map(({ loginName, name, post, password }) => (
          <button key={loginName} type="button" onClick={() => onPick({ loginName, password })}>
            <b>{say(roles[post])}</b>
            <span>{name}</span>
          </button>
        ))}
      </div>
    </section>
  )
}

const SignInForm = ({ form }: { form: FormInstance<Credentials> }) => {
  const say = useWords()
  const first = useRef<InputRef>(null)
  const enter = useDo(signIn, { refresh: [getMe], onProblem: () => true })
  useEffect(() => first.current?.focus(), [])
  return (
    <Form<Credentials>
      form={form}
      layout="vertical"
      size="large"
      requiredMark={false}
      onFinish={(body) => enter.mutate({ body })}
    >
      {enter.error && (
        <Alert className={style.problem ?? ''} type="error" showIcon title={say(problemWords(enter.error))} />
      )}
      <Form.Item
        name="loginName"
        label={say(text.loginName)}
        rules={[{ required: true, message: say(text.loginName) }]}
      >
        <Input ref={first} prefix={<UserOutlined />} autoComplete="username" spellCheck={false} />
      </Form.Item>
      <Form.Item name="password" label={say(text.password)} rules={[{ required: true, message: say(text.password) }]}>
        <Input.Password prefix={<LockOutlined />} autoComplete="current-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={enter.isPending}>
        {say(text.signIn)}
      </Button>
    </Form>
  )
}

export const SignInPage = () => {
  const say = useWords()
  const me = useMeOrNobody()
  const navigate = useNavigate()
  const { from } = useSearch({ strict: false }) as { from?: unknown }
  const [form] = Form.useForm<Credentials>()
  useEffect(() => {
    if (me) void navigate({ href: safeReturn(from), replace: true } as never)
  }, [me, from, navigate])
  return (
    <div className={style.page}>
      <Story />
      <div className={style.side}>
        <div className={style.language}>
          <LanguageSwitch />
        </div>
        <div className={style.card}>
          <h1>{say(text.welcome)}</h1>
          <p>{say(text.welcomeHelp)}</p>
          <SignInForm form={form} />
          <DemoAccounts onPick={(account) => form.setFieldsValue(account)} />
        </div>
      </div>
    </div>
  )
}
