"""Makes the search for services, and writes down the words that those already here are found by."""

from collections import Counter

from django.db import migrations

from heard.places import search, spelling

CHUNK = 500


def install(apps, schema_editor):
    search.install(schema_editor.connection)


def write_words(apps, schema_editor):
    Service, Word, Key = (apps.get_model("places", name) for name in ("Service", "ServiceWord", "ServiceWordKey"))
    alias = schema_editor.connection.alias
    count = Counter()
    waiting = []

    def write():
        Service.objects.using(alias).bulk_update(waiting, ["searched"], batch_size=100)
        waiting.clear()

    for service in Service.objects.using(alias).filter(searched="").select_related("area").iterator(chunk_size=CHUNK):
        service.searched = spelling.searched(
            name=service.name,
            address=f"{service.address} {service.area.name if service.area else ''}",
            postcode=service.postcode,
            code=service.code,
        )
        count.update(spelling.words_and_initials(service.searched))
        waiting.append(service)
        if len(waiting) == CHUNK:
            write()
    write()
    words = Word.objects.using(alias).bulk_create([Word(word=word, services=many) for word, many in sorted(count.items())])
    Key.objects.using(alias).bulk_create(
        [Key(key=key, word=word) for word in words for key in sorted(spelling.keys(word.word))], batch_size=5000
    )


class Migration(migrations.Migration):
    dependencies = [("places", "0004_service_register")]

    operations = [
        migrations.RunPython(install, migrations.RunPython.noop),
        migrations.RunPython(write_words, migrations.RunPython.noop),
    ]
