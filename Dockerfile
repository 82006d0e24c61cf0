# Two stages: the wheel and its hashed libraries are installed in the first, only the result is kept.
FROM python:3.13-slim AS build
WORKDIR /build
RUN python -m venv /opt/newsletter
COPY requirements/run.lock requirements/run.lock
RUN /opt/newsletter/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements/run.lock
COPY pyproject.toml README.md LICENSE ./
COPY newsletter newsletter
COPY templates templates
COPY locales locales
COPY examples examples
RUN /opt/newsletter/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps .

FROM python:3.13-slim
RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin newsletter
COPY --from=build /opt/newsletter /opt/newsletter
ENV PATH=/opt/newsletter/bin:$PATH PYTHONUNBUFFERED=1
USER newsletter
WORKDIR /tmp
EXPOSE 8000
CMD ["newsletter", "--help"]
