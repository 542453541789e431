"""How many people of which kind live where."""

from django.db import models

from heard.places.models.areas import Area


class Benchmark(models.Model):
    """How many people of one category of a topic live in an area, out of whom (`base`), and who says so."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="benchmarks")
    topic = models.SlugField(max_length=40)
    category = models.CharField(max_length=120)
    base = models.CharField(max_length=120)
    count = models.PositiveIntegerField()
    source = models.CharField(max_length=160)
    edition = models.CharField(max_length=40)
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "topic", "category"], name="benchmark_category_once"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} of {self.area_id}"
