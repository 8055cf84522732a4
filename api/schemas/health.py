"""Whether it runs."""

from api.schemas.base import Told


class HealthOut(Told):
    status: str
    version: str
