import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = `http://127.0.0.1:${process.env.CARILLON_PORT ?? '7300'}`

/** The browser side: pages are loaded when shown, and the two large libraries change less often than we do. */
export default defineConfig({
  root: fileURLToPath(new URL('web', import.meta.url)),
  cacheDir: fileURLToPath(new URL('node_modules/.vite', import.meta.url)),
  plugins: [react()],
  server: {
    port: 7301,
    proxy: { '/api': { target: server, ws: true, changeOrigin: false } },
    fs: { allow: [fileURLToPath(new URL('.', import.meta.url))] },
  },
  preview: { port: 7302, proxy: { '/api': { target: server, ws: true } } },
  build: {
    outDir: fileURLToPath(new URL('dist/web', import.meta.url)),
    emptyOutDir: true,
    target: 'es2023',
    chunkSizeWarningLimit: 1_200,
    reportCompressedSize: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'echarts', test: /node_modules[\\/](echarts|zrender)[\\/]/, priority: 30 },
            {
              name: 'antd',
              test: /node_modules[\\/](antd|@ant-design|@rc-component)[\\/]/,
              priority: 25,
              minShareCount: 3,
            },
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler|@tanstack)[\\/]/, priority: 40 },
          ],
        },
      },
    },
  },
})
