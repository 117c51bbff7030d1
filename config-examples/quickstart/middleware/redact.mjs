// Keeps e-mail addresses out of responses. It wants no `before`, so events pass it by.
export const after = (response) => ({ ...response, body: response.body.replace(/[\w.]+@[\w.]+\w/g, '[redacted]') });
