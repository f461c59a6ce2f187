# compat: timeout=60 packages=python3-sqlalchemy
# SQLAlchemy's ORM over sqlite3 from many greenthreads: sessions by greenthread, transactions, relations, a pool that runs out.
import eventlet
eventlet.monkey_patch()
import time

import sqlalchemy as sa
from sqlalchemy import orm, pool

Base = orm.declarative_base()


class Author(Base):
    __tablename__ = 'author'
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(50), unique=True, nullable=False)
    books = orm.relationship('Book', back_populates='author', cascade='all, delete-orphan', order_by='Book.title')


class Book(Base):
    __tablename__ = 'book'
    id = sa.Column(sa.Integer, primary_key=True)
    title = sa.Column(sa.String)
    year = sa.Column(sa.Integer)
    author_id = sa.Column(sa.ForeignKey('author.id'))
    author = orm.relationship(Author, back_populates='books')


engine = sa.create_engine('sqlite:///books.db', poolclass=pool.QueuePool, pool_size=2, max_overflow=0, pool_timeout=10, connect_args={'check_same_thread': False})
Base.metadata.create_all(engine)
Session = orm.scoped_session(orm.sessionmaker(engine))
with Session() as session:
    session.add_all([Author(name='A%d' % i, books=[Book(title='B%d' % j, year=1900 + i * j) for j in range(3)]) for i in range(5)])
    session.commit()


def read(i):
    session = Session()
    author = session.query(Author).filter_by(name='A%d' % (i % 5)).one()
    time.sleep(0.005)
    out = [(x.title, x.year) for x in author.books]
    Session.remove()
    return out


print(list(eventlet.GreenPool(12).imap(read, range(10))))
session = Session()
session.add(Author(name='A1'))
try:
    session.commit()
except sa.exc.IntegrityError as e:
    print(e.orig, type(e.orig).__name__)
    session.rollback()
print(session.query(Author.name, sa.func.count(Book.id), sa.func.max(Book.year)).join(Book).group_by(Author.id).having(sa.func.max(Book.year) > 1903).order_by(sa.desc(Author.name)).all())
print(sa.select(Author).join(Author.books).where(Book.year.between(1, 2), ~Author.name.like('A%')).limit(3))
author = session.query(Author).options(orm.selectinload(Author.books)).first()
author.books.pop()
author.name = 'renamed'
session.commit()
print(session.query(Book).count(), session.get(Author, 1).name, [x.title for x in session.get(Author, 1).books])
with engine.begin() as connection:
    print(connection.execute(sa.text('select count(*) from book where year > :y'), {'y': 1901}).scalar())
session.delete(author)
session.commit()
print(session.query(Book).count(), sa.inspect(engine).get_table_names())
Session.remove()
held = [engine.connect(), engine.connect()]
short = sa.create_engine('sqlite:///books.db', poolclass=pool.QueuePool, pool_size=1, max_overflow=0, pool_timeout=0.05)
with short.connect():
    try:
        short.connect()
    except sa.exc.TimeoutError as e:
        print(str(e).split(' (')[0])
waiting = eventlet.spawn(lambda: engine.connect().execute(sa.text('select 42')).scalar())
eventlet.sleep(0.02)
held.pop().close()
print(waiting.wait())
