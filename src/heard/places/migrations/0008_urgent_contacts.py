import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0007_districts'),
    ]

    operations = [
        migrations.CreateModel(
            name='UrgentContact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('EMERGENCY', 'Emergency'), ('URGENT_HEALTH', 'Urgent medical help'), ('MENTAL_HEALTH_CRISIS', 'Mental health crisis'), ('ADULT_SAFEGUARDING_DAY', 'Adult safeguarding, by day'), ('ADULT_SAFEGUARDING_NIGHT', 'Adult safeguarding, out of hours'), ('CHILD_SAFEGUARDING_DAY', "Children's services, by day"), ('CHILD_SAFEGUARDING_NIGHT', "Children's services, out of hours"), ('CHILD_LISTENING', 'Listening to children and young people'), ('CHILD_CONCERN', 'Worry about a child'), ('LISTENING', 'Listening'), ('ABUSE', 'Abuse at home'), ('OLDER_PEOPLE', 'Harm to an older person')], max_length=24)),
                ('name', models.CharField(max_length=120)),
                ('number', models.CharField(blank=True, max_length=30)),
                ('text_number', models.CharField(blank=True, max_length=30)),
                ('text_word', models.CharField(blank=True, max_length=20)),
                ('link', models.URLField(blank=True)),
                ('note', models.CharField(blank=True, max_length=200)),
                ('hours', models.CharField(blank=True, max_length=500)),
                ('languages', models.JSONField(blank=True, default=list)),
                ('source', models.CharField(max_length=300)),
                ('checked_on', models.DateField()),
                ('expires_on', models.DateField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='urgent_contacts', to='places.area')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['EMERGENCY', 'URGENT_HEALTH', 'MENTAL_HEALTH_CRISIS', 'ADULT_SAFEGUARDING_DAY', 'ADULT_SAFEGUARDING_NIGHT', 'CHILD_SAFEGUARDING_DAY', 'CHILD_SAFEGUARDING_NIGHT', 'CHILD_LISTENING', 'CHILD_CONCERN', 'LISTENING', 'ABUSE', 'OLDER_PEOPLE'])), name='contact_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('number', ''), _negated=True), models.Q(('text_number', ''), _negated=True), models.Q(('link', ''), _negated=True), _connector='OR'), name='contact_can_be_reached'), models.CheckConstraint(condition=models.Q(('expires_on', None), ('expires_on__gte', models.F('checked_on')), _connector='OR'), name='contact_expires_after_check'), models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('area', 'kind', 'name'), name='contact_once_in_an_area'), models.UniqueConstraint(condition=models.Q(('area', None), ('withdrawn_at', None)), fields=('kind', 'name'), name='contact_once_everywhere')],
            },
        ),
    ]
