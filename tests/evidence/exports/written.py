"""Exports as each network writes them, made up here: headers are facts, figures and names invented."""

from dataclasses import dataclass, field

from evidence.exports import Measure


@dataclass(frozen=True, kw_only=True)
class Written:
    """An export, and what it holds."""

    source: str
    text: str
    rows: int
    sums: dict[Measure, str]
    encoding: str = "utf-8"
    total_reach: str = ""
    currency: str = ""
    days: tuple[str, str] = ("2020-07-08", "2020-07-09")
    notices: tuple[str, ...] = field(default=())


META_ADS = Written(
    source="meta-ads",
    text="""Reporting starts,Reporting ends,Campaign name,Ad set name,Ad name,Campaign delivery,Attribution setting,\
Results,Result indicator,Reach,Impressions,Frequency,Cost per results,Amount spent (GBP),Ends,Link clicks,\
CPC (cost per link click)
2020-07-08,2020-07-09,TUIW,Carers,Film,active,7-day click,12,actions:link_click,"1,200","2,400",2,1,10.50,,30,1
2020-07-08,2020-07-09,TUIW,Carers,Picture,active,7-day click,,actions:link_click,800,900,1.1,,5.25,Ongoing,--,
2020-07-08,2020-07-09,,,,,,12,,"1,700","3,300",1.94,,15.75,,30,
""",
    rows=2,
    sums={Measure.IMPRESSIONS: "3300", Measure.SPEND: "15.75", Measure.LINK_CLICKS: "30", Measure.CONVERSIONS: "12"},
    total_reach="1700",
    currency="GBP",
)

META_CONTENT = Written(
    source="meta-content",
    text="""Post ID,Page ID,Page name,Title,Description,Duration (sec),Publish time,Permalink,Post type,Views,Reach,\
Reactions,Comments,Shares
101,9,Speak Up,Tell us,"How was it?
Tell us.",0,07/07/2020 23:30,https://example.org/p/101,Photos,1000,800,12,3,4
102,9,Speak Up,Again,,30,07/08/2020 02:00,https://example.org/p/102,Videos,500,450,5,0,1
""",
    rows=2,
    sums={Measure.IMPRESSIONS: "1500", Measure.REACTIONS: "17", Measure.SHARES: "5"},
    days=("2020-07-08", "2020-07-08"),
)

X_POSTS = Written(
    source="x-posts",
    text="""Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Replies,\
Reposts,Profile visits,Detail Expands,URL Clicks,Hashtag Clicks,Permalink Clicks
1801,"Wed, Jul 8, 2020","Tell us,
how was it?",https://example.org/1801,5000,20,90,2,3,1,4,15,8,9,33,2,1
1802,"Thu, Jul 9, 2020",Again,https://example.org/1802,700,2,9,0,0,0,0,1,1,1,3,0,0
""",
    rows=2,
    sums={Measure.IMPRESSIONS: "5700", Measure.SHARES: "16", Measure.LINK_CLICKS: "36", Measure.COMMENTS: "4"},
)

X_ACCOUNT = Written(
    source="x-account",
    text="""Date,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Unfollows,Replies,Reposts,Profile visits,\
Create Post,Video views,Media views
"Thu, Jul 9, 2020",700,2,9,0,0,0,1,0,1,1,1,0,10
"Wed, Jul 8, 2020",5000,20,90,2,3,1,0,4,15,8,2,11,30
""",
    rows=2,
    sums={Measure.IMPRESSIONS: "5700", Measure.VIDEO_VIEWS: "11"},
)

TWITTER = Written(
    source="twitter",
    text="""Tweet id,Tweet permalink,Tweet text,time,impressions,engagements,engagement rate,retweets,replies,likes,\
user profile clicks,url clicks,hashtag clicks,promoted impressions
1281,https://example.org/1281,Tell us,2020-07-08 23:30 +0000,5000.0,90.0,0.018,15.0,4.0,20.0,8.0,33.0,2.0,-
1282,https://example.org/1282,Again,2020-07-08 09:00 +0000,700.0,9.0,0.0129,1.0,-,2.0,1.0,3.0,0.0,-
""",
    rows=2,
    sums={Measure.IMPRESSIONS: "5700", Measure.COMMENTS: "4", Measure.LINK_CLICKS: "36"},
)

GOOGLE_ADS = Written(
    source="google-ads",
    text="""Campaign report
July 8, 2020 - July 9, 2020
Day\tCampaign\tCurrency code\tClicks\tImpr.\tCTR\tAvg. CPC\tCost\tConversions\tCost / conv.\tConv. rate
2020-07-08\tTUIW search\tGBP\t1,038\t20,000\t5.19%\t1.00\t1,038.34\t--\t--\t0.00%
2020-07-09\tTUIW search\tGBP\t12\t400\t3.00%\t1.00\t12.00\t2.50\t4.80\t20.8%
Total: Campaigns\t\tGBP\t1,050\t20,400\t5.15%\t1.00\t1,050.34\t2.50\t420.14\t0.24%
Total: Account\t\tGBP\t1,050\t20,400\t5.15%\t1.00\t1,050.34\t2.50\t420.14\t0.24%
""",
    encoding="utf-16",
    rows=2,
    sums={
        Measure.IMPRESSIONS: "20400", Measure.ALL_CLICKS: "1050", Measure.SPEND: "1050.34", Measure.CONVERSIONS: "2.50"
    },
    currency="GBP",
)  # fmt: skip

LINKEDIN_ADS = Written(
    source="linkedin-ads",
    text="""Campaign Performance Report (in UTC)
"Report Start: July 8, 2020, 12:00 AM"
Date Generated: 7/20/2020

Start Date (in UTC),Account Name,Campaign Group Name,Campaign Name,Campaign ID,Total Spent,Impressions,Clicks,\
Clicks to Landing Page,Conversions,Currency
7/8/2020,Heard,Carers,TUIW,55,"1,200.50","20,000",100,50,0,GBP
7/9/2020,Heard,Carers,TUIW,55,10.00,300,4,2,0,GBP
Total,,,,,"1,210.50","20,300",104,52,0,
""",
    rows=2,
    sums={Measure.IMPRESSIONS: "20300", Measure.LINK_CLICKS: "52", Measure.ALL_CLICKS: "104", Measure.SPEND: "1210.50"},
    currency="GBP",
)

LINKEDIN_PAGE = Written(
    source="linkedin-page",
    text="""Daily figures of your page's posts; sponsored and organic,,,,,,
Date,Impressions (organic),Impressions (sponsored),Impressions (total),Unique impressions (organic),Clicks (organic),\
Engagement rate (organic)
07/08/2020,900,100,1000,600,12,0.02
07/09/2020,50,0,50,40,1,0.02
""",
    rows=2,
    sums={Measure.IMPRESSIONS: "950", Measure.ALL_CLICKS: "13"},
)

TIKTOK_ADS = Written(
    source="tiktok-ads",
    text="""Campaign name,By Day,Cost,Currency,CPC (destination),CPM,Impressions,Clicks (destination),\
CTR (destination),Clicks (all),Reach,"Cost per 1,000 people reached",Frequency,Conversions,Video views at 25%
TUIW,2020-07-08,20.00,GBP,0.5,10,2000,40,2.00%,55,1500,13.3,1.3,0,900
TUIW,2020-07-09,10.00,GBP,0.5,10,1000,20,2.00%,25,900,11.1,1.1,0,400
Total of 2 results,-,30.00,,0.5,10,3000,60,2.00%,80,2100,,1.4,0,1300
""",
    rows=2,
    sums={Measure.SPEND: "30.00", Measure.LINK_CLICKS: "60", Measure.ALL_CLICKS: "80"},
    total_reach="2100",
    currency="GBP",
)

YOUTUBE = Written(
    source="youtube",
    text="""Content,Video title,Video publish time,Duration,Views,Watch time (hours),Subscribers,Impressions,\
Impressions click-through rate (%),Average view duration,Unique viewers
Total,,,,1100,27.5,3,9000,4.2,0:01:30,950
abc,Tell us,"Jul 8, 2020",60,1000,25.0,3,8000,4.2,0:01:30,900
def,In sign language,"Jul 9, 2020",90,100,2.5,0,1000,4.2,0:01:30,80
""",
    rows=2,
    sums={Measure.VIDEO_VIEWS: "1100", Measure.WATCH_HOURS: "27.5", Measure.IMPRESSIONS: "9000"},
    total_reach="950",
)

SPROUT = Written(
    source="sprout",
    text="""Date,Post ID,Network,Post Type,Content Type,Profile,Post,Impressions,Organic Impressions,Reach,\
Engagement Rate (per Impression),Engagements,Reactions,Comments,Shares,Post Link Clicks,Post Clicks (All),Video Views
08/07/2020 09:00,101,Facebook,Post,Photo,Speak Up,Tell us,"1,000",900,800,2%,20,12,3,5,7,9,
25/07/2020 10:00,102,LinkedIn,Post,Text,Speak Up,Tell us,50,50,,4%,2,1,1,0,1,1,
""",
    rows=2,
    sums={Measure.IMPRESSIONS: "1050", Measure.LINK_CLICKS: "8"},
    days=("2020-07-08", "2020-07-25"),
)

MELTWATER = Written(
    source="meltwater",
    text="Date\tHeadline\tURL\tOpening Text\tHit Sentence\tSource\tInfluencer\tCountry\tReach\tDesktop Reach"
    "\tAVE\tSentiment\tKey Phrases\tInput Name\tEngagement\n"
    "08-Jul-2020 07:31AM\tRegulator asks\thttps://example.org/a\tx\ty\tThe Post\t\tUnited Kingdom\t120000\t60000"
    "\t1110.00\tNeutral\tcare\tTUIW\t3\n"
    "09-Jul-2020 11:05PM\tAgain\thttps://example.org/b\tx\ty\tThe Post\t\tUnited Kingdom\t120000\t60000"
    "\t1110.00\tNeutral\tcare\tTUIW\t0\n",
    encoding="utf-16",
    rows=2,
    sums={Measure.MENTIONS: "2", Measure.ENGAGEMENTS: "3"},
)

ALL = (
    META_ADS, META_CONTENT, X_POSTS, X_ACCOUNT, TWITTER, GOOGLE_ADS, LINKEDIN_ADS, LINKEDIN_PAGE, TIKTOK_ADS, YOUTUBE,
    SPROUT, MELTWATER,
)  # fmt: skip
